import { beforeEach, expect, test } from "vitest";
import { Desk } from "./desk.js";
import { mock } from "./mock.js";
import { domainId, seed, templateId } from "./seed.js";

const desk = new Desk(domainId, templateId);

beforeEach(() => mock("POST", "seed", seed));

test("a complaint is opened, and no case is deleted", async () => {
  await desk.openCase("Late parcel");

  const parameters = expect.objectContaining({ templateId: "complaint" });
  expect(await mock("GET", "requests")).toMatchObject({
    requests: expect.arrayContaining([
      expect.objectContaining({ operation: "CreateCase", parameters }),
    ]),
    dropped: 0,
  });
  expect(await mock("GET", "requests?operation=DeleteCase")).toMatchObject({
    requests: [],
    dropped: 0,
  });
});
