/** The front door of education: its contribution. */
export { EducationContribution } from "./education.type";
