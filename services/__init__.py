"""What a person can do: one function a use case. No framework, no SQL, no SDK."""
