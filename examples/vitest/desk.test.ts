import { ConnectCasesClient, ThrottlingException } from "@aws-sdk/client-connectcases";
import { beforeEach, expect, test } from "vitest";
import { Desk } from "./desk.js";
import { mock } from "./mock.js";
import { domainId, seed, templateId } from "./seed.js";

const desk = new Desk(domainId, templateId);

beforeEach(() => mock("POST", "seed", seed));

test("a throttled call is repeated", async () => {
  await mock("POST", "faults", { operation: "CreateCase", error: "ThrottlingException" });

  await desk.openCase("Late parcel");

  expect(await mock("GET", "requests?operation=CreateCase")).toMatchObject({
    requests: [{ status: 429 }, { status: 200 }],
  });
  expect(await mock("GET", "faults")).toMatchObject({ unused: [] });
});

test("a call that stays throttled is an error", async () => {
  const fault = { operation: "CreateCase", error: "ThrottlingException", times: null };
  await mock("POST", "faults", fault);
  const impatient = new Desk(domainId, templateId, new ConnectCasesClient({ maxAttempts: 1 }));

  await expect(impatient.openCase("Late parcel")).rejects.toThrow(ThrottlingException);
});

test("a case is late when its time has passed", async () => {
  const caseId = await desk.openCase("Late parcel");
  await desk.promiseAnswer(caseId, 60);
  expect(await desk.isLate(caseId)).toBe(false);

  await mock("POST", "clock", { tick: { minutes: 90 } });

  expect(await desk.isLate(caseId)).toBe(true);
});

test("a new case is published", async () => {
  const caseId = await desk.openCase("Late parcel");

  expect(await mock("GET", "events")).toMatchObject({
    events: [{ detail: { eventType: "CASE.CREATED", case: { caseId } } }],
  });
});
