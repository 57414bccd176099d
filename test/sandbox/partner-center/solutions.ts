/** Solutions to choose from where people choose; the referrals API has no list of them. */
export const SOLUTIONS = [
  { id: 'SOL-12345-ABC', name: 'Contoso ERP' },
  { id: 'SOL-20001-WHS', name: 'Contoso Warehouse' },
  { id: 'SOL-20002-RTL', name: 'Contoso Retail' },
  { id: 'SOL-20003-DAT', name: 'Contoso Data Platform' },
] as const;
