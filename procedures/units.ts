/**
 * The units of the house to which work belongs. No source tells how they are called or which procedures each has: names and
 * division are configuration, `unverified`. Who belongs to one, dated rows tell (`role_grant.unit`; none: the whole house).
 */
export const UNITS = {
  licensing: { title: { lv: 'Licencēšana', en: 'Licensing' }, unverified: true },
  registers: { title: { lv: 'Reģistri', en: 'Registers' }, unverified: true },
} as const

export type UnitId = keyof typeof UNITS
