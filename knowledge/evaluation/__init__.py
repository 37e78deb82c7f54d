"""How well descriptions are understood and templates found, measured on texts that people have labelled."""
