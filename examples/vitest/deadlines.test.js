import { beforeEach, expect, test } from "vitest";

import { isLate, openCase, promiseAnswer } from "./desk.js";
import { mock } from "./mock.js";
import { domainId, seed, templateId } from "./seed.js";

beforeEach(() => mock("POST", "seed", seed));

test("a case is late when its time has passed", async () => {
  const caseId = await openCase(domainId, templateId, "Late parcel");
  await promiseAnswer(domainId, caseId, 60);
  expect(await isLate(domainId, caseId)).toBe(false);

  await mock("POST", "clock", { tick: { minutes: 90 } });

  expect(await isLate(domainId, caseId)).toBe(true);
});

test("a case that has time is not late", async () => {
  const caseId = await openCase(domainId, templateId, "Late parcel");
  await promiseAnswer(domainId, caseId, 60);

  await mock("POST", "clock", { tick: { minutes: 30 } });

  expect(await isLate(domainId, caseId)).toBe(false);
});
