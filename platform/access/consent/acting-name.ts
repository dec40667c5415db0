/**
 * The name under which a prohibition spares an institution: whoever acts for it now. Its people are forbidden under the institution's own name
 * wherever else they act; were it the same name, they would be spared everywhere, too.
 */
export const actingName = (institution: string): string => `acting/${institution}`;
