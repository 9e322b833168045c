// The SDK's version 2: who one is by each of its ways from a web identity token to credentials, then objects below PREFIX in BUCKET.
// Prints what came of it as JSON. It reads AWS_ENDPOINT_URL nowhere: every service is told where to go.
const { readFileSync } = require("node:fs");
const AWS = require("aws-sdk");

const { AWS_ENDPOINT_URL: endpoint, AWS_ROLE_ARN: RoleArn, BUCKET: Bucket, PREFIX: prefix } = process.env;
const WebIdentityToken = readFileSync(process.env.AWS_WEB_IDENTITY_TOKEN_FILE, "utf8");
AWS.config.update({ sts: { endpoint }, s3: { endpoint, s3ForcePathStyle: true, signatureVersion: "v4", maxRetries: 0 } });
const asked = { RoleArn, RoleSessionName: "tomas", WebIdentityToken };
const refused = (promise) => promise.then(() => "", (error) => `${error.statusCode} ${error.code}`);

async function whoIs(credentials) {
  return (await new AWS.STS({ credentials }).getCallerIdentity().promise()).Arn;
}

async function main() {
  const told = {};
  told.chain = await whoIs(await new AWS.CredentialProviderChain().resolvePromise());
  told.file = await whoIs(new AWS.TokenFileWebIdentityCredentials());
  told.token = await whoIs(new AWS.WebIdentityCredentials(asked));
  told.wrong = await refused(new AWS.WebIdentityCredentials({ ...asked, WebIdentityToken: "no token" }).getPromise());

  const s3 = new AWS.S3({ credentials: new AWS.TokenFileWebIdentityCredentials() });
  const Key = `${prefix}a b+ü.txt`, Empty = `${prefix}empty`;
  await s3.putObject({ Bucket, Key, Body: "hello", Metadata: { by: "maya" } }).promise();
  const got = await s3.getObject({ Bucket, Key }).promise();
  told.got = [got.Body.toString(), got.Metadata];
  await s3.putObject({ Bucket, Key: Empty }).promise();
  told.empty = (await s3.headObject({ Bucket, Key: Empty }).promise()).ContentLength;
  told.large = (await s3.upload({ Bucket, Key: `${prefix}large`, Body: Buffer.alloc(6 * 1024 * 1024) }).promise()).ETag.endsWith('-2"');
  told.presigned = await (await fetch(s3.getSignedUrl("getObject", { Bucket, Key }))).text();
  const listed = (await s3.listObjectsV2({ Bucket, Prefix: prefix }).promise()).Contents;
  told.listed = listed.map((one) => one.Key);
  const deleted = await s3.deleteObjects({ Bucket, Delete: { Objects: listed.map(({ Key }) => ({ Key })) } }).promise();
  told.deleted = deleted.Deleted.length;
  told.refused = await refused(s3.getObject({ Bucket, Key: "shared/welcome.txt" }).promise());
  console.log(JSON.stringify(told));
}

main();
