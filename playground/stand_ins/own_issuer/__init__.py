"""What the learner's own issuer signs with and publishes.  https://openid.net/specs/openid-connect-discovery-1_0.html"""
