import {
  ConnectCasesClient,
  CreateCaseCommand,
  CreateRelatedItemCommand,
  SearchRelatedItemsCommand,
} from "@aws-sdk/client-connectcases";

export class Desk {
  constructor(
    private domainId: string,
    private templateId: string,
    private client = new ConnectCasesClient({}),
  ) {}

  async openCase(title: string): Promise<string> {
    const { domainId, templateId } = this;
    const fields = [{ id: "title", value: { stringValue: title } }];
    const made = await this.client.send(new CreateCaseCommand({ domainId, templateId, fields }));
    return made.caseId!;
  }

  async promiseAnswer(caseId: string, minutes: number): Promise<void> {
    const slaInputConfiguration = {
      name: "answer",
      type: "CaseField" as const,
      fieldId: "status",
      targetFieldValues: [{ stringValue: "closed" }],
      targetSlaMinutes: minutes,
    };
    const input = { domainId: this.domainId, caseId, type: "Sla" as const };
    const content = { sla: { slaInputConfiguration } };
    await this.client.send(new CreateRelatedItemCommand({ ...input, content }));
  }

  async isLate(caseId: string): Promise<boolean> {
    const input = { domainId: this.domainId, caseId, filters: [{ sla: {} }] };
    const { relatedItems } = await this.client.send(new SearchRelatedItemsCommand(input));
    return relatedItems!.some((each) => each?.content?.sla?.slaConfiguration?.status === "Overdue");
  }
}
