// npm's oauth2-mock-server, over https: `node mock_server.mjs PORT CERTIFICATE KEY MODULES`. SIGHUP makes it forget its key for a new one.
const [port, certificate, key, modules] = process.argv.slice(2)
const { OAuth2Server } = await import(`${modules}/oauth2-mock-server/dist/index.mjs`)
const server = new OAuth2Server(key, certificate)
await server.issuer.keys.generate('RS256')
process.on('SIGHUP', async () => {
  const fresh = new OAuth2Server(key, certificate)
  await fresh.issuer.keys.generate('RS256')
  fresh.issuer.url = server.issuer.url
  await server.stop()
  await fresh.start(Number(port), '127.0.0.1')
})
await server.start(Number(port), '127.0.0.1')
server.issuer.url = `https://localhost:${port}`
