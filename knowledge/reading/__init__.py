"""The parts of understanding free text: one module for each thing that a text may state."""
