import { beforeEach, expect, test } from "vitest";

import { openCase } from "./desk.js";
import { mock } from "./mock.js";
import { domainId, seed, templateId } from "./seed.js";

beforeEach(() => mock("POST", "seed", seed));

test("a throttled call is repeated", async () => {
  await mock("POST", "faults", { operation: "CreateCase", error: "ThrottlingException" });

  await openCase(domainId, templateId, "Late parcel");

  const { requests } = await mock("GET", "requests?operation=CreateCase");
  expect(requests.map((each) => each.status)).toEqual([429, 200]);
  expect((await mock("GET", "faults")).unused).toEqual([]);
});

test("a case that was opened is published", async () => {
  const caseId = await openCase(domainId, templateId, "Late parcel");

  const { events } = await mock("GET", "events");
  expect(events.map((each) => each.detail.eventType)).toEqual(["CASE.CREATED"]);
  expect(events[0].detail.case.caseId).toBe(caseId);
});
