"""Reply -> Adaptive Card. Version 1.5, no SDK; every card is read by people on phones and with screen readers."""
