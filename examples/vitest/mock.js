// Gives each worker of Vitest an account of its own on one server, and empties it before each test.
//
// AWS_ENDPOINT_URL_CONNECTCASES leads the SDK and these calls to the server.

import { beforeEach } from "vitest";

const account = process.env.VITEST_POOL_ID.padStart(12, "0");

process.env.AWS_REGION ??= "us-east-1";
process.env.AWS_ACCESS_KEY_ID = account; // the SDK's requests belong to this account
process.env.AWS_SECRET_ACCESS_KEY = "test";

export async function mock(method, path, body) {
  const answer = await fetch(`${process.env.AWS_ENDPOINT_URL_CONNECTCASES}/_mock/${path}`, {
    method,
    headers: {
      "x-moto-account-id": account,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    body: body && JSON.stringify(body),
  });
  const document = await answer.json();
  if (!answer.ok) throw new Error(document.message);
  return document;
}

beforeEach(() => mock("POST", "reset"));
