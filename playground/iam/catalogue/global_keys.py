"""The condition keys of every service that matter in federation, with what each holds.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

from __future__ import annotations

from playground.iam.catalogue.actions import CatalogueKey

TEXT, SEVERAL, FLAG, DATE, NUMBER, ARN, ADDRESS = "String", "ArrayOfString", "Bool", "Date", "Numeric", "ARN", "IPAddress"

GLOBAL_KEYS = tuple(
    CatalogueKey(name, kind, words)
    for name, kind, words in (
        ("aws:PrincipalArn", ARN, "the ARN of the caller, of a role's session the role's"),
        ("aws:PrincipalAccount", TEXT, "the caller's account"),
        ("aws:PrincipalType", TEXT, "what the caller is: `AssumedRole`, `User`, …"),
        ("aws:PrincipalTag/", TEXT, "a tag of the caller or of its session"),
        ("aws:userid", TEXT, "the caller's ID; of a session the role's, a colon and the session's name"),
        ("aws:username", TEXT, "a user's name; a role's session has none"),
        ("aws:SourceIdentity", TEXT, "what the session was given as its source identity"),
        ("aws:FederatedProvider", TEXT, "the provider that the caller signed in with"),
        ("aws:TokenIssueTime", DATE, "when the session's credentials were made"),
        ("aws:MultiFactorAuthPresent", FLAG, "whether a second factor was used; in a token's session always `false`"),
        ("aws:MultiFactorAuthAge", NUMBER, "seconds since it was"),
        ("aws:SourceIp", ADDRESS, "the address that the request came from"),
        ("aws:SecureTransport", FLAG, "whether the request came over TLS"),
        ("aws:CurrentTime", DATE, "the moment of the request"),
        ("aws:EpochTime", DATE, "the same, in seconds since 1970"),
        ("aws:UserAgent", TEXT, "what the client calls itself; anybody can write it"),
        ("aws:Referer", TEXT, "the `Referer` header; anybody can write it"),
        ("aws:RequestedRegion", TEXT, "the region that was asked"),
        ("aws:RequestTag/", TEXT, "a tag in the request"),
        ("aws:ResourceTag/", TEXT, "a tag of the resource"),
        ("aws:TagKeys", SEVERAL, "the names of all tags in the request"),
        ("aws:ResourceAccount", TEXT, "the account that the resource is in"),
        ("aws:ResourceOrgID", TEXT, "the organisation that the resource is in"),
        ("aws:ResourceOrgPaths", SEVERAL, "where in the organisation the resource is"),
        ("aws:PrincipalOrgID", TEXT, "the caller's organisation"),
        ("aws:PrincipalOrgPaths", SEVERAL, "where in the organisation the caller is"),
        ("aws:PrincipalIsAWSService", FLAG, "whether a service of AWS asks by itself"),
        ("aws:PrincipalServiceName", TEXT, "which service of AWS asks"),
        ("aws:PrincipalServiceNamesList", SEVERAL, "the names of the service that asks"),
        ("aws:ViaAWSService", FLAG, "whether a service of AWS asks for the caller"),
        ("aws:CalledVia", SEVERAL, "the services that asked for the caller, in order"),
        ("aws:CalledViaFirst", TEXT, "the first of them"),
        ("aws:CalledViaLast", TEXT, "the last of them"),
        ("aws:SourceArn", ARN, "the resource for which a service of AWS asks"),
        ("aws:SourceAccount", TEXT, "the account for which a service of AWS asks"),
        ("aws:SourceOrgID", TEXT, "the organisation for which a service of AWS asks"),
        ("aws:SourceOrgPaths", SEVERAL, "where in the organisation that is"),
        ("aws:SourceVpc", TEXT, "the network that the request came from"),
        ("aws:SourceVpcArn", ARN, "the same, as an ARN"),
        ("aws:SourceVpce", TEXT, "the endpoint that the request came through"),
        ("aws:VpcSourceIp", ADDRESS, "the address inside of that network"),
        ("aws:VpceAccount", TEXT, "the account of that endpoint"),
        ("aws:VpceOrgID", TEXT, "the organisation of that endpoint"),
        ("aws:VpceOrgPaths", SEVERAL, "where in the organisation that endpoint is"),
        ("aws:Ec2InstanceSourceVpc", TEXT, "the network that an instance's credentials were made in"),
        ("aws:Ec2InstanceSourcePrivateIPv4", ADDRESS, "the address that an instance's credentials were made at"),
        ("aws:AssumedRoot", FLAG, "whether the caller is an account's root for one task"),
        ("aws:ChatbotSourceArn", ARN, "the chat that the request came from"),
    )
)
