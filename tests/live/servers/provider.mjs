// npm's oidc-provider, a certified OpenID provider, over https: `node provider.mjs PORT CERTIFICATE KEY MODULES`.
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'

const [port, certificate, key, modules] = process.argv.slice(2)
const { Provider } = await import(`${modules}/oidc-provider/lib/index.js`)
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
const back = slug => [`http://localhost:8000/signed-in/${slug}`]
const shared = { grant_types: ['authorization_code'], response_types: ['code'] }

const provider = new Provider(`https://localhost:${port}`, {
  clients: [
    { ...shared, client_id: 'by-post', client_secret: 'a-secret-of-the-test-0123456789', redirect_uris: back('corp'), token_endpoint_auth_method: 'client_secret_post' },
    { ...shared, client_id: 'by-basic', client_secret: 'a-secret-of-the-test-0123456789', redirect_uris: back('corp'), token_endpoint_auth_method: 'client_secret_basic' },
    { ...shared, client_id: 'by-nothing', redirect_uris: back('corp'), token_endpoint_auth_method: 'none' },
    { ...shared, client_id: 'by-ec', client_secret: 'a-secret-of-the-test-0123456789', redirect_uris: back('corp'), token_endpoint_auth_method: 'client_secret_post', id_token_signed_response_alg: 'ES256' },
  ],
  clientAuthMethods: process.env.METHODS?.split(',') ?? ['client_secret_post', 'client_secret_basic', 'none'],
  enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256', 'HS256'] },
  jwks: { keys: [{ ...rsa, kid: randomUUID(), use: 'sig', alg: 'RS256' }, { ...ec, kid: randomUUID(), use: 'sig', alg: 'ES256' }] },
  cookies: { keys: [randomUUID()] },
  pkce: { required: () => true },
  conformIdTokenClaims: false,
  claims: { openid: ['sub'], email: ['email'], profile: ['name'] },
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, email: `${sub}@example.com`, name: 'Maya Okafor' }) }),
})
provider.proxy = false
createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, provider.callback()).listen(Number(port), '127.0.0.1')
