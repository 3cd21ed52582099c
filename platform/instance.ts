/** Whoever started this process gave it a name, and knows by its answers that it is the one that was started. */
export const INSTANCE = { header: 'x-lieta-instance', name: process.env.LIETA_INSTANCE ?? '' } as const
