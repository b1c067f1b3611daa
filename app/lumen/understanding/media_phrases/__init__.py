"""How people command players: closed wordings by family, open ones by frame."""
