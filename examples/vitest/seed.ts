export const domainId = "desk";
export const templateId = "complaint";
export const seed = {
  domains: { support: { id: domainId, events: true, templates: { complaint: { id: templateId } } } },
};
