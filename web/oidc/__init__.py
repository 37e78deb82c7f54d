"""Signing in with the organisation's provider: OpenID Connect, as Entra ID and others speak it."""
