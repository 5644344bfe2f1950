// The desk that each test begins with; the ids are chosen here.

export const domainId = "desk";
export const templateId = "complaint";

export const seed = {
  domains: {
    support: {
      id: domainId,
      events: true,
      templates: { complaint: { id: templateId } },
    },
  },
};
