"""What a branch changes for people and for money, what it breaks, who must agree: a pure function of two moments."""
