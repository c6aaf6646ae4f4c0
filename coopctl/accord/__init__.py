"""Who must agree to a change and who did: said once, for what is to come in and for what came in long ago."""
