// Puts, gets, lists, copies, tags, deletes and presigns below PREFIX in BUCKET; prints what came of it as JSON.
const { S3Client, ...s3 } = require("@aws-sdk/client-s3");
const { Upload } = require("@aws-sdk/lib-storage");
const { getSignedUrl } = require("@aws-sdk/s3-request-presigner");

const { BUCKET: Bucket, PREFIX: prefix } = process.env;
const client = new S3Client({ forcePathStyle: true, maxAttempts: 1 });
const send = (name, input) => client.send(new s3[`${name}Command`]({ Bucket, ...input }));
const refused = (promise) => promise.then(() => "", (error) => `${error.$metadata?.httpStatusCode} ${error.name}`);

async function main() {
  const told = {}, Key = `${prefix}a b+ü.txt`;
  const put = await send("PutObject", { Key, Body: "hello", Metadata: { by: "maya" }, ContentType: "text/plain" });
  told.checksum = put.ChecksumCRC32;
  const got = await send("GetObject", { Key });
  told.got = [await got.Body.transformToString(), got.ContentType, got.Metadata];
  const head = await send("HeadObject", { Key });
  told.head = [head.ContentLength, head.ETag];
  const large = Buffer.alloc(6 * 1024 * 1024, "maya");
  const upload = new Upload({ client, params: { Bucket, Key: `${prefix}large`, Body: large }, partSize: 5 * 1024 * 1024 });
  told.large = (await upload.done()).ETag.endsWith('-2"');
  const back = await (await send("GetObject", { Key: `${prefix}large` })).Body.transformToByteArray();
  told.same = Buffer.compare(large, back) === 0;
  const listed = await send("ListObjectsV2", { Prefix: prefix });
  told.listed = listed.Contents.map((one) => one.Key);
  const address = await getSignedUrl(client, new s3.GetObjectCommand({ Bucket, Key }), { expiresIn: 60 });
  told.presigned = await (await fetch(address)).text();
  const putAddress = await getSignedUrl(client, new s3.PutObjectCommand({ Bucket, Key: `${prefix}signed` }), { expiresIn: 60 });
  told.putPresigned = (await fetch(putAddress, { method: "PUT", body: "signed" })).status;
  told.deleted = [];
  for (const { Key } of (await send("ListObjectsV2", { Prefix: prefix })).Contents) {
    told.deleted.push((await send("DeleteObject", { Key })).$metadata.httpStatusCode);
  }
  told.refused = [
    await refused(send("GetObject", { Key: "shared/welcome.txt" })),
    await refused(send("GetObject", { Bucket: "nobodys-bucket-at-all", Key })),
    await refused(send("PutBucketVersioning", { VersioningConfiguration: { Status: "Enabled" } })),
  ];
  console.log(JSON.stringify(told));
}

main();
