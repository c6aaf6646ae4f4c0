"""An election led in a meeting, as a conversation: where it stands gives the question, an answer gives what is next."""
