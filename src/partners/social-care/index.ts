/** The front door of children's social care: its contribution. */
export { SocialCareContribution } from "./social-care.type";
