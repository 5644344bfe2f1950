import { beforeEach } from "vitest";

export const account = process.env.VITEST_POOL_ID!.padStart(12, "0");

process.env.AWS_REGION ??= "us-east-1";
process.env.AWS_ACCESS_KEY_ID = account; // the requests of the SDK belong to this account
process.env.AWS_SECRET_ACCESS_KEY = "test";

export async function mock<Answer = unknown>(
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const url = process.env.AWS_ENDPOINT_URL_CONNECTCASES;
  if (!url) throw new Error("Set AWS_ENDPOINT_URL_CONNECTCASES: it is the address of the mock.");
  const headers = { "x-moto-account-id": account, "content-type": "application/json" };
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(`${url}/_mock/${path}`, { method, headers, ...init });
  const document = await answer.json();
  if (answer.ok) return document;
  // A refused seed has path, line and rule as well.
  throw Object.assign(new Error(document.message), { ...document, status: answer.status });
}

beforeEach(() => mock("POST", "reset"));
