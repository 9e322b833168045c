// Says who one is, by each of the SDK's ways from a web identity token to credentials; prints the ARNs as JSON.
const { readFileSync } = require("node:fs");
const { STSClient, GetCallerIdentityCommand } = require("@aws-sdk/client-sts");
const { fromNodeProviderChain, fromTokenFile, fromWebToken } = require("@aws-sdk/credential-providers");

const { AWS_ENDPOINT_URL: endpoint, AWS_REGION: region, AWS_ROLE_ARN: roleArn } = process.env;
const webIdentityToken = readFileSync(process.env.AWS_WEB_IDENTITY_TOKEN_FILE, "utf8").trim();
const ways = {
  default: undefined,
  fromNodeProviderChain: fromNodeProviderChain(),
  fromTokenFile: fromTokenFile({ clientConfig: { region, endpoint } }),
  fromWebToken: fromWebToken({ roleArn, webIdentityToken, roleSessionName: "tomas", durationSeconds: 900, clientConfig: { region, endpoint } }),
};

async function main() {
  const told = {};
  for (const [name, credentials] of Object.entries(ways)) {
    told[name] = (await new STSClient({ credentials }).send(new GetCallerIdentityCommand({}))).Arn;
  }
  const wrong = fromWebToken({ roleArn, webIdentityToken: "no token", clientConfig: { region, endpoint } });
  told.refused = await wrong().catch((error) => `${error.name}: ${error.message}`);
  console.log(JSON.stringify(told));
}

main();
