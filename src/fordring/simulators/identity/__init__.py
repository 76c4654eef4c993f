"""The sandbox's electronic identities: an OpenID provider as seen from outside, with people to choose from."""
