/** The acceptance cases by their ids; a test compares them with those of the server. */
export const caseIds = [
  'SPOT-001',
  'SPOT-002',
  'SPOT-003',
  'SPOT-004',
  'SPOT-005',
  'SPOT-006',
  'TQR-1',
  'TQR-2',
  'TQR-3',
  'TQR-4',
  'TQR-5',
  'TQR-6',
  'MQR-1',
  'MQR-2',
  'MQR-3',
  'MQR-4',
  'MQR-5',
  'REC-1',
  'HK-1',
  'HK-2',
] as const;

export type CaseId = (typeof caseIds)[number];

export const asCase = (id: string): CaseId | undefined => caseIds.find((each) => each === id);
