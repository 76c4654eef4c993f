"""Electronic identities, asked of OpenID Connect providers: authorization code with PKCE, state and nonce."""
