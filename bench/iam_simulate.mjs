// Measures authorize() of @cloud-copilot/iam-simulate on one case. Arguments: node_modules, the case.
// A line on standard input is how many seconds to measure each form; the answer is a line with two rates:
// the request built each time, and the request built before. authorize() is not exported, so it is imported by its file.

import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const [modules, caseFile] = process.argv.slice(2)
const load = (file) => import(pathToFileURL(`${modules}/@cloud-copilot/${file}`).href)
const { authorize } = await load('iam-simulate/dist/esm/core_engine/CoreSimulatorEngine.js')
const { AwsRequestImpl } = await load('iam-simulate/dist/esm/request/request.js')
const { RequestContextImpl } = await load('iam-simulate/dist/esm/requestContext.js')
const { DiscoveryContextKeyConstraints } = await load('iam-simulate/dist/esm/context_keys/discoveryContextKeyConstraints.js')
const { loadPolicy } = await load('iam-policy/dist/esm/index.js')

const given = JSON.parse(readFileSync(caseFile, 'utf8'))
const policies = {
  identityPolicies: [loadPolicy(given.rolePolicy, { name: 'role' })],
  sessionPolicy: loadPolicy(given.sessionPolicy, { name: 'session' }),
  serviceControlPolicies: [],
  resourceControlPolicies: [],
  resourcePolicy: undefined,
  permissionBoundaries: undefined,
  vpcEndpointPolicies: undefined,
  simulationParameters: {
    simulationMode: 'Strict',
    discoveryContextKeyConstraints: new DiscoveryContextKeyConstraints([])
  }
}
const resource = { resource: given.resource, accountId: given.account }
const build = () => new AwsRequestImpl(given.principal, resource, given.action, new RequestContextImpl(given.context))
const before = build()
const forms = [() => authorize({ request: build(), ...policies }), () => authorize({ request: before, ...policies })]

const outcome = authorize({ request: before, ...policies }).result
if (outcome !== 'Allowed') throw new Error(`iam-simulate says ${outcome}; both must say Allowed`)

function rate(work, seconds) {
  let made = 0
  const start = performance.now()
  while (performance.now() - start < seconds * 1000) {
    for (let i = 0; i < 200; i++) work()
    made += 200
  }
  return (made / (performance.now() - start)) * 1000
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(forms.map((work) => rate(work, Number(line)))))
}
