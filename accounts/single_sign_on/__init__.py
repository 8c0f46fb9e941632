"""Signing in with the council's own account by OpenID Connect. Installed only where an issuer is
named."""
