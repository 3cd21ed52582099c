// Steps of the way of a case that several words share.

export const DECISION_STEP = {
  id: 'decision',
  name: { lv: 'Lēmums', en: 'Decision' },
  dated: 'decided',
} as const
export const FORCE_STEP = {
  id: 'in-force',
  name: { lv: 'Spēkā', en: 'In force' },
  dated: 'in-force',
} as const
