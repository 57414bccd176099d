/** Request bodies as the documentation shows them (its newest private sample, its 2019 shared sample). */
const address = {
  addressLine1: 'One Microsoft Way',
  addressLine2: '34',
  city: 'Redmond',
  state: 'WA',
  postalCode: '98052',
  country: 'US',
};
const sue = {
  firstName: 'Sue',
  lastName: 'Smith',
  phoneNumber: '1234567890',
  email: 'sue.smith@contoso.com',
};
const john = {
  firstName: 'John',
  lastName: 'Doe',
  phoneNumber: '1231231234',
  email: 'john.doe@contoso.com',
};

export const privateDeal = {
  name: 'Contoso Test Deal - [Private]',
  qualification: 'SalesQualified',
  type: 'Independent',
  customerProfile: {
    name: 'Contoso Customer Inc',
    address,
    size: '10to50employees',
    team: [sue],
  },
  consent: {
    ConsentToToShareInfoWithOthers: true,
    ConsentToContact: true,
    ConsentToMicrosoftToContactSpecificPartners: true,
    consentToShareReferralWithMicrosoftSellers: false,
  },
  details: {
    notes: 'Free text',
    dealValue: 50000,
    currency: 'USD',
    closingDateTime: '2027-11-14T00:00:00Z',
    requirements: {
      solutions: [
        {
          type: 'Name',
          id: 'SOL-15974-MQF',
          name: 'Contoso-Ale_Test',
          publisherName: 'Contoso_Test',
          solutionType: '3P',
        },
      ],
      additionalRequirements: {
        iot: {},
        attributes: [{ id: 'HaveNotDecided', type: 'CustomerMarketplaceIntent' }],
      },
    },
  },
  team: [john],
  target: [],
};

const preference = { contactPreference: { locale: 'en-us', disableNotifications: false } };

export const sharedDeal2019 = {
  name: 'Test Cosell Invite',
  status: 'New',
  substatus: 'Pending',
  qualification: 'SalesQualified',
  type: 'Shared',
  target: [{ type: 'SolutionProfile', id: 'SOL-34104-EBB' }],
  customerProfile: {
    name: 'Contoso Customer Inc',
    address,
    size: '10to50employees',
    team: [{ ...preference, ...sue }],
    ids: [],
  },
  consent: { consentToToShareInfoWithOthers: true, consentToContact: true },
  details: {
    notes: 'Free text',
    dealValue: 50000,
    currency: 'USD',
    closingDateTime: '2027-11-14T00:00:00Z',
    requirements: {
      industries: [{ id: 'Manufacturing' }],
      products: [{ id: 'Dynamics365Enterprise' }],
      services: [{ id: 'DeploymentOrMigration' }],
      solutions: [
        {
          name: 'Dynamics 365 for Field Service',
          type: 'Category',
          id: 'Dynamics365forFieldService',
        },
      ],
    },
  },
  team: [{ ...preference, ...john }],
  inviteContext: { notes: 'Free text', invitedBy: { organizationId: 'msft' } },
};

export const visibleDeal = {
  ...privateDeal,
  type: 'Shared',
  externalReferenceId: '0065g00000ABCDEAA1',
  consent: { ...privateDeal.consent, consentToShareReferralWithMicrosoftSellers: true },
};

export const invitation = (engagementId: string) => ({
  ...visibleDeal,
  externalReferenceId: null,
  engagementId,
  target: [{ type: 'BusinessProfileLocation', id: 'msft' }],
  inviteContext: { notes: 'Need help with a POC', assistanceRequestCode: 'ProofOfConceptOrDemo' },
});
