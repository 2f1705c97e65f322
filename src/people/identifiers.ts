/**
 * Identifiers of people and places, each with the rule its standard gives, as predicates.
 * Every predicate takes the canonical form alone: no spaces, capital letters, a serial in full. One identifier must
 * not have two spellings, or one person becomes two.
 */

const digitsOf = (text: string): number[] => [...text].map(Number);

/**
 * NHS NUMBER (NHS Data Dictionary): 10 digits; weights 10…2 on the first nine; check digit 11 − (Σ mod 11),
 * where 11 stands for 0 and 10 is never issued.
 */
export function isNhsNumber(value: string): boolean {
  if (!/^\d{10}$/.test(value)) return false;
  const digits = digitsOf(value);
  const sum = digits.slice(0, 9).reduce((total, digit, i) => total + digit * (10 - i), 0);
  return (11 - (sum % 11)) % 11 === digits[9];
}

const UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ";

/**
 * Unique Pupil Number (DfE UPN guide): check letter, then 12 characters, the last of which may be a letter
 * (a temporary UPN). Check letter = Σ(position × value), positions 2…13, mod 23, in an alphabet without I, O and S;
 * a letter at the end counts by its place in that alphabet.
 */
export function isUpn(value: string): boolean {
  if (!/^[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]$/.test(value)) return false;
  const sum = [...value.slice(1)].reduce((total, character, i) => {
    const worth = /\d/.test(character) ? Number(character) : UPN_LETTERS.indexOf(character);
    return total + worth * (i + 2);
  }, 0);
  return UPN_LETTERS[sum % 23] === value[0];
}

/** CIN census `UPNunknown`: why a child has no UPN. */
export const UPN_UNKNOWN = ["UN1", "UN2", "UN3", "UN4", "UN5", "UN7"] as const;

/**
 * Unique Learner Number (LRS): 10 digits, not starting with 0; weights 10…2 on the first nine;
 * the last digit is 10 − (Σ mod 11); a remainder of 0 is never issued.
 */
export function isUln(value: string): boolean {
  if (!/^[1-9]\d{9}$/.test(value)) return false;
  const digits = digitsOf(value);
  const remainder = digits.slice(0, 9).reduce((total, digit, i) => total + digit * (10 - i), 0) % 11;
  return remainder !== 0 && 10 - remainder === digits[9];
}

/** Unique Property Reference Number (OS AddressBase): 1 to 12 digits, no check digit. */
export const isUprn = (value: string): boolean => /^[1-9]\d{0,11}$/.test(value);

const PNC_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY";
const checkLetter = (twoDigitYear: string, serial: string): string | undefined =>
  PNC_LETTERS[Number(twoDigitYear + serial) % 23];

/** PNC id `YYYY/NNNNNNNL`: the letter is (two-digit year ‖ seven-digit serial) mod 23 (HMPPS, verified). */
export function isPncId(value: string): boolean {
  const match = /^\d{2}(\d{2})\/(\d{7})([A-Z])$/.exec(value);
  return match !== null && checkLetter(match[1]!, match[2]!) === match[3];
}

/** CRO number `NNNNNN/YYL`, or `SFYY/NNNNNNL` for records kept on file; the PNC's letters over year ‖ six-digit serial. */
export function isCroNumber(value: string): boolean {
  const plain = /^(\d{6})\/(\d{2})([A-Z])$/.exec(value);
  if (plain) return checkLetter(plain[2]!, plain[1]!) === plain[3];
  const onFile = /^SF(\d{2})\/(\d{6})([A-Z])$/.exec(value);
  return onFile !== null && checkLetter(onFile[1]!, onFile[2]!) === onFile[3];
}

/** Unique Reference Number of a school (Get Information about Schools): 6 digits. */
export const isSchoolUrn = (value: string): boolean => /^[1-9]\d{5}$/.test(value);
/** LAESTAB: local authority (3 digits) and establishment (4 digits), optionally with a slash. */
export const isLaestab = (value: string): boolean => /^[2-9]\d{2}\/?\d{4}$/.test(value);
/** DfE local authority code: 3 digits, such as 312 for Hillingdon. */
export const isLaCode = (value: string): boolean => /^[2-9]\d{2}$/.test(value);
/** ODS code of an NHS organisation: 3 to 8 letters and digits. */
export const isOdsCode = (value: string): boolean => /^[A-Z0-9]{3,8}$/.test(value);
/** Probation case reference number (nDelius CRN). */
export const isCrn = (value: string): boolean => /^[A-Z]\d{6}$/.test(value);
/** Prison number (NOMIS). */
export const isNomsNumber = (value: string): boolean => /^[A-Z]\d{4}[A-Z]{2}$/.test(value);
