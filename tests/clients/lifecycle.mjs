// Drives every operation that the installed release of the AWS SDK for JavaScript has.
//
//   node lifecycle.mjs ENDPOINT      in a directory where the SDK is installed
//
// It ends with an error at the first answer that is not as it should be, and if the SDK has an
// operation that nothing here calls.

import assert from "node:assert/strict";
import { createRequire } from "node:module";

const sdk = createRequire(`${process.cwd()}/`)("@aws-sdk/client-connectcases");
const client = new sdk.ConnectCasesClient({
  endpoint: process.argv[2],
  region: "eu-west-2",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
  maxAttempts: 1,
});

const called = new Set();
client.middlewareStack.add(
  (next, context) => (args) => {
    called.add(context.commandName);
    return next(args);
  },
  { step: "initialize" },
);

const has = (operation) => `${operation}Command` in sdk;
const call = (operation, input) => client.send(new sdk[`${operation}Command`](input));
const text = (value) => ({ stringValue: value });

// The SDK writes the tokens into the input that it is given.
async function pages(operation, input, member, pageSize = 2) {
  const found = [];
  for await (const page of sdk[`paginate${operation}`]({ client, pageSize }, { ...input })) {
    assert.ok(page[member].length <= pageSize);
    found.push(...page[member]);
  }
  return found;
}

async function refused(promise, error, status) {
  await assert.rejects(promise, (found) => {
    assert.ok(found instanceof sdk[error], `${found.name}: ${found.message}`);
    assert.equal(found.$metadata.httpStatusCode, status);
    assert.match(found.$metadata.requestId, /^[0-9a-f-]{36}$/);
    assert.notEqual(found.message, "");
    return true;
  });
}

// Domains

const { domainId, domainArn } = await call("CreateDomain", { name: "Café ☕" });
const inDomain = (input) => ({ domainId, ...input });
const domain = await call("GetDomain", { domainId });
assert.equal(domain.name, "Café ☕");
assert.equal(domain.domainStatus, sdk.DomainStatus.ACTIVE);
assert.ok(domain.createdTime instanceof Date);
assert.match(domainArn, /^arn:aws:cases:eu-west-2:\d{12}:domain\//);
await refused(call("CreateDomain", { name: "Café ☕" }), "ConflictException", 409);
await refused(call("GetDomain", { domainId: "none" }), "ResourceNotFoundException", 404);
await refused(call("GetDomain", { domainId: "x".repeat(501) }), "ValidationException", 400);
for (const name of ["two", "three"]) await call("CreateDomain", { name });
assert.equal((await pages("ListDomains", {}, "domains")).length, 3);

// Fields

const fieldOf = {};
for (const type of ["Text", "Number", "Boolean", "DateTime", "SingleSelect", "Url", "User"]) {
  fieldOf[type] = (await call("CreateField", inDomain({ name: type, type }))).fieldId;
}
await call("UpdateField", inDomain({ fieldId: fieldOf.Text, name: "Words", description: "„…“" }));
const put = await call(
  "BatchPutFieldOptions",
  inDomain({
    fieldId: fieldOf.SingleSelect,
    options: ["s", "m", "l"].map((value) => ({ name: value, value, active: true })),
  }),
);
assert.deepEqual(put.errors ?? [], []);
const options = inDomain({ fieldId: fieldOf.SingleSelect });
assert.equal((await pages("ListFieldOptions", options, "options")).length, 3);
const some = await call("ListFieldOptions", { ...options, values: ["l"] });
assert.deepEqual(some.options, [{ name: "l", value: "l", active: true }]);
const got = await call(
  "BatchGetField",
  inDomain({ fields: [{ id: fieldOf.Text }, { id: "none" }] }),
);
assert.equal(got.fields[0].description, "„…“");
assert.equal(got.errors[0].id, "none");
const spare = (await call("CreateField", inDomain({ name: "spare", type: "Text" }))).fieldId;
await call("DeleteField", inDomain({ fieldId: spare }));
const fields = await pages("ListFields", inDomain({}), "fields", 5);
assert.ok(fields.some((field) => field.name === "Words" && field.namespace === "Custom"));
assert.ok(!fields.some((field) => field.fieldId === spare));

// Layouts

const panel = (...ids) => ({
  sections: [{ fieldGroup: { name: "Group", fields: ids.map((id) => ({ id })) } }],
});
const content = { basic: { topPanel: panel("summary", fieldOf.Text), moreInfo: panel() } };
const { layoutId } = await call("CreateLayout", inDomain({ name: "Layout", content }));
await call("UpdateLayout", inDomain({ layoutId, name: "Other layout" }));
const layout = await call("GetLayout", inDomain({ layoutId }));
assert.equal(layout.name, "Other layout");
assert.deepEqual(layout.content, content);
const spareLayout = await call("CreateLayout", inDomain({ name: "Spare", content }));
assert.equal((await pages("ListLayouts", inDomain({}), "layouts", 1)).length, 2);
await call("DeleteLayout", inDomain({ layoutId: spareLayout.layoutId }));

// Case rules

const rule = {
  required: {
    defaultValue: false,
    conditions: [
      {
        equalTo: {
          operandOne: { fieldId: fieldOf.Boolean },
          operandTwo: { booleanValue: true },
          result: true,
        },
      },
    ],
  },
};
const { caseRuleId } = await call("CreateCaseRule", inDomain({ name: "Rule", rule }));
await call("UpdateCaseRule", inDomain({ caseRuleId, description: "Asks for words" }));
const rules = await call("BatchGetCaseRule", inDomain({ caseRules: [{ id: caseRuleId }] }));
assert.equal(rules.caseRules[0].description, "Asks for words");
assert.deepEqual(rules.caseRules[0].rule, rule);
const spareRule = await call("CreateCaseRule", inDomain({ name: "Spare", rule }));
assert.equal((await pages("ListCaseRules", inDomain({}), "caseRules", 1)).length, 2);
await call("DeleteCaseRule", inDomain({ caseRuleId: spareRule.caseRuleId }));

// Templates

const { templateId } = await call(
  "CreateTemplate",
  inDomain({
    name: "Template",
    layoutConfiguration: { defaultLayout: layoutId },
    requiredFields: [{ fieldId: "title" }],
    rules: [{ caseRuleId, fieldId: fieldOf.Text }],
    status: "Active",
  }),
);
await call("UpdateTemplate", inDomain({ templateId, description: "For complaints" }));
const template = await call("GetTemplate", inDomain({ templateId }));
assert.equal(template.description, "For complaints");
assert.deepEqual(template.requiredFields, [{ fieldId: "title" }]);
const spareTemplate = await call("CreateTemplate", inDomain({ name: "Spare", status: "Inactive" }));
assert.equal((await pages("ListTemplates", inDomain({}), "templates", 1)).length, 2);
const active = await call("ListTemplates", inDomain({ status: ["Active"] }));
assert.deepEqual(active.templates.map((each) => each.templateId), [templateId]);
await call("DeleteTemplate", inDomain({ templateId: spareTemplate.templateId }));

// Cases

const user = { userArn: "arn:aws:connect:eu-west-2:123456789012:instance/i/agent/a" };
const values = [
  { id: "title", value: text("Ünïcode \u{1F600} / \"quoted\"") },
  { id: fieldOf.Text, value: text("red bag") },
  { id: fieldOf.Number, value: { doubleValue: 1.5 } },
  { id: fieldOf.Boolean, value: { booleanValue: true } },
  { id: fieldOf.DateTime, value: text("2026-01-31T12:00:00Z") },
  { id: fieldOf.SingleSelect, value: text("s") },
  { id: fieldOf.Url, value: text("https://example.com/ü") },
  { id: fieldOf.User, value: { userArnValue: user.userArn } },
];
const creation = inDomain({ templateId, fields: values, clientToken: "once", performedBy: user });
const { caseId, caseArn } = await call("CreateCase", creation);
assert.equal((await call("CreateCase", creation)).caseId, caseId);
await refused(
  call("CreateCase", { ...creation, fields: values.slice(0, 1) }),
  "ConflictException",
  409,
);
await refused(
  call("CreateCase", inDomain({ templateId, fields: [] })),
  "ValidationException",
  400,
);
const asked = values.map(({ id }) => ({ id }));
const found = await call("GetCase", inDomain({ caseId, fields: asked }));
assert.deepEqual(found.fields, values);
assert.equal(found.templateId, templateId);
await call(
  "UpdateCase",
  inDomain({
    caseId,
    fields: [
      { id: fieldOf.Number, value: { doubleValue: -2 } },
      { id: fieldOf.Url, value: { emptyValue: {} } },
    ],
    performedBy: user,
  }),
);
const caseValues = await pages("GetCase", inDomain({ caseId, fields: asked }), "fields", 100);
assert.equal(caseValues.length, values.length - 1);
assert.equal(caseValues[2].value.doubleValue, -2);
const titled = (title) => ({ templateId, fields: [{ id: "title", value: text(title) }] });
const others = [];
for (const title of ["b", "a", "c"]) {
  others.push((await call("CreateCase", inDomain(titled(title)))).caseId);
}
const search = inDomain({
  filter: { not: { field: { equalTo: { id: fieldOf.Text, value: text("red bag") } } } },
  sorts: [{ fieldId: "title", sortOrder: "Asc" }],
  fields: [{ id: "title" }],
});
const sorted = await pages("SearchCases", search, "cases");
assert.deepEqual(sorted.map((each) => each.fields[0].value.stringValue), ["a", "b", "c"]);
const terms = await call("SearchCases", inDomain({ searchTerm: "red bag" }));
assert.deepEqual(terms.cases.map((each) => each.caseId), [caseId]);
const history = await pages("GetCaseAuditEvents", inDomain({ caseId }), "auditEvents", 1);
assert.deepEqual(history.map((event) => event.type), ["Case.Updated", "Case.Created"]);
assert.equal(history[0].performedBy.user.userArn, user.userArn);
assert.ok(history[0].performedTime instanceof Date);

// Related items

const contactArn = "arn:aws:connect:eu-west-2:123456789012:instance/i/contact/ü";
const contents = {
  Comment: { comment: { body: "Hello\n☕", contentType: "Text/Plain" } },
  Contact: { contact: { contactArn } },
  File: { file: { fileArn: "arn:aws:connect:eu-west-2:123456789012:instance/i/file/f" } },
  Sla: {
    sla: {
      slaInputConfiguration: {
        name: "Close it",
        type: "CaseField",
        fieldId: "status",
        targetFieldValues: [text("closed")],
        targetSlaMinutes: 60,
      },
    },
  },
  ConnectCase: { connectCase: { caseId: others[0] } },
  Custom: { custom: { fields: [{ id: fieldOf.Text, value: text("own") }] } },
};
const itemOf = {};
for (const [type, content] of Object.entries(contents)) {
  const made = await call("CreateRelatedItem", inDomain({ caseId, type, content }));
  itemOf[type] = made.relatedItemId;
}
const items = await pages("SearchRelatedItems", inDomain({ caseId }), "relatedItems");
assert.equal(items.length, Object.keys(itemOf).length);
const sla = items.find((item) => item.type === "Sla").content.sla.slaConfiguration;
assert.equal(sla.status, "Active");
assert.ok(sla.targetTime > new Date());
const everywhere = inDomain({ filters: [{ comment: {} }, { contact: { contactArn } }] });
const across = await pages("SearchAllRelatedItems", everywhere, "relatedItems", 1);
assert.deepEqual(across.map((item) => item.type).sort(), ["Comment", "Contact"]);
const ofContact = await pages("ListCasesForContact", inDomain({ contactArn }), "cases", 1);
assert.deepEqual(ofContact, [{ caseId, templateId }]);
await call(
  "UpdateRelatedItem",
  inDomain({
    caseId,
    relatedItemId: itemOf.Comment,
    content: { comment: { body: "Bye", contentType: "Text/Plain" } },
  }),
);
await call("DeleteRelatedItem", inDomain({ caseId, relatedItemId: itemOf.Contact }));
await refused(
  call("DeleteRelatedItem", inDomain({ caseId, relatedItemId: itemOf.Contact })),
  "ResourceNotFoundException",
  404,
);

// Tags

await call("TagResource", { arn: caseArn, tags: { stage: "ünter / test", other: "" } });
await call("UntagResource", { arn: caseArn, tagKeys: ["other", "none"] });
const { tags } = await call("ListTagsForResource", { arn: caseArn });
assert.deepEqual(tags, { stage: "ünter / test" });

// Event configuration

const eventBridge = {
  enabled: true,
  includedData: {
    caseData: { fields: [{ id: "title" }] },
    relatedItemData: { includeContent: true },
  },
};
await call("PutCaseEventConfiguration", inDomain({ eventBridge }));
const events = await call("GetCaseEventConfiguration", { domainId });
assert.deepEqual(events.eventBridge, eventBridge);

// What newer releases have

if (has("BatchUpdateCase")) {
  const batch = await call(
    "BatchUpdateCase",
    inDomain({
      cases: others.map((each) => ({ caseIdentifier: { caseId: each } })),
      fields: [{ fieldIdentifier: { id: fieldOf.Text }, value: text("all") }],
    }),
  );
  assert.equal(batch.successfulCases.length, others.length);
}
if (has("BatchCreateRelatedItem")) {
  const batch = await call(
    "BatchCreateRelatedItem",
    inDomain({
      content: contents.Comment,
      cases: others.map((each) => ({ caseIdentifier: { caseId: each } })),
    }),
  );
  assert.equal(batch.successfulCases.length, others.length);
}
if (has("StartMergeCases")) {
  const [primary, secondary] = others;
  await call("StartMergeCases", inDomain({ caseId: primary, secondaryCaseIds: [secondary] }));
  const merge = await call("GetMergeCasesStatus", inDomain({ caseId: secondary }));
  assert.equal(merge.status, "COMPLETED");
}

// The end

await call("DeleteCase", inDomain({ caseId }));
await refused(
  call("GetCase", inDomain({ caseId, fields: [{ id: "title" }] })),
  "ResourceNotFoundException",
  404,
);
await call("DeleteDomain", { domainId });
await refused(call("GetDomain", { domainId }), "ResourceNotFoundException", 404);

const offered = Object.keys(sdk).filter((name) => /^[A-Z].*Command$/.test(name));
assert.ok(offered.length >= 43);
assert.deepEqual(offered.filter((name) => !called.has(name)), [], "operations nobody called");
console.log(`${offered.length} operations`);
