import { Field, ObjectType } from "type-graphql";

/**
 * One concept of a terminology that is too large or too often revised to be a code list of ours: SNOMED CT, ICD-10,
 * dm+d. It travels as its source coded it; the display is the source's own wording.
 */
@ObjectType({ description: "FHIR R4 CodeableConcept, with its one coding." })
export class CodeableConcept {
  @Field(() => String, { description: "Coding.system, such as http://snomed.info/sct." })
  system: string;

  @Field(() => String, { description: "Coding.code." })
  code: string;

  @Field(() => String, { nullable: true, description: "Coding.display, as the source words it." })
  display?: string | null;
}
