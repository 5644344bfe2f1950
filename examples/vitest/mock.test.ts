import { afterEach, expect, test, vi } from "vitest";
import { mock } from "./mock.js";

afterEach(() => void vi.unstubAllEnvs());

test("a refusal has its status, path, line and rule", async () => {
  const refused = mock("POST", "seed", { domains: { support: { templats: {} } } });

  await expect(refused).rejects.toMatchObject({
    message: expect.stringContaining("did you mean 'templates'"),
    status: 400,
    path: ["domains", "support", "templats"],
    line: 1,
    rule: expect.any(String),
  });
});

test("a missing address is an error that names the variable", async () => {
  vi.stubEnv("AWS_ENDPOINT_URL_CONNECTCASES", "");

  await expect(mock("GET", "health")).rejects.toThrow("Set AWS_ENDPOINT_URL_CONNECTCASES");
});
