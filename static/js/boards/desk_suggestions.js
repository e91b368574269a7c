/** Suggested groups. */

/** @param {{desk: any, day: any, items: Object<string, any>}} _props */
export function Suggestions(_props) {
  return null;
}
