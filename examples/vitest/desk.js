// The program under test: it knows nothing of the mock.

import {
  ConnectCasesClient,
  CreateCaseCommand,
  CreateRelatedItemCommand,
  SearchRelatedItemsCommand,
} from "@aws-sdk/client-connectcases";

const client = new ConnectCasesClient({});

export async function openCase(domainId, templateId, title) {
  const fields = [{ id: "title", value: { stringValue: title } }];
  const { caseId } = await client.send(new CreateCaseCommand({ domainId, templateId, fields }));
  return caseId;
}

export async function promiseAnswer(domainId, caseId, minutes) {
  const slaInputConfiguration = {
    name: "answer",
    type: "CaseField",
    fieldId: "status",
    targetFieldValues: [{ stringValue: "closed" }],
    targetSlaMinutes: minutes,
  };
  const content = { sla: { slaInputConfiguration } };
  await client.send(new CreateRelatedItemCommand({ domainId, caseId, type: "Sla", content }));
}

export async function isLate(domainId, caseId) {
  const filters = [{ sla: {} }];
  const found = await client.send(new SearchRelatedItemsCommand({ domainId, caseId, filters }));
  return found.relatedItems.some((each) => each.content.sla.slaConfiguration.status === "Overdue");
}
