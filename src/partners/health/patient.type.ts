/** Who the patient is, where they live and which practice they are registered with. */
import { Field, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Location } from "../../gateway/declare";
import { ContactPoint } from "../../gateway/contact-point.type";
import { LocalDate } from "../../gateway/local-date";
import { Address, HumanName } from "../../people/contact.type";
import { NhsNumber, OdsCode } from "../../people/identifier.scalars";
import { FhirAdministrativeGender, NhsEthnicCategory, NhsNumberVerificationStatus, PersonStatedGender } from "./codes";

@ObjectType({ implements: ContributionItem, description: "The person as a patient (UK Core Patient)." })
export class HealthPatient extends ContributionItem {
  @Field(() => NhsNumber, { nullable: true })
  nhsNumber?: string | null;

  @Field(() => NhsNumberVerificationStatus, { nullable: true })
  nhsNumberVerificationStatus?: string | null;

  @Field(() => HumanName, { nullable: true, description: "Patient.name, the one in use." })
  name?: HumanName | null;

  @Field(() => LocalDate, { nullable: true, description: "Patient.birthDate." })
  birthDate?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Patient.deceased[x]." })
  deceased?: boolean | null;

  @Field(() => LocalDate, { nullable: true, description: "Patient.deceased[x], where a date is known." })
  deceasedOn?: string | null;

  @Field(() => FhirAdministrativeGender, { nullable: true, description: "Patient.gender." })
  gender?: string | null;

  @Field(() => PersonStatedGender, { nullable: true, description: "PERSON STATED GENDER CODE." })
  statedGender?: string | null;

  @Field(() => NhsEthnicCategory, { nullable: true, description: "Extension-UKCore-EthnicCategory." })
  ethnicCategory?: string | null;

  @Field(() => String, { nullable: true, description: "Extension-UKCore-NHSCommunication: ISO 639 code." })
  language?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Extension-UKCore-NHSCommunication." })
  interpreterRequired?: boolean | null;
}

@ObjectType({ implements: ContributionItem, description: "Where health services would find the person." })
export class HealthContactDetails extends ContributionItem {
  @Location()
  @Field(() => Address, { nullable: true, description: "Patient.address." })
  address?: Address | null;

  @Location()
  @Field(() => [ContactPoint], { nullable: true, description: "Patient.telecom." })
  telecom?: ContactPoint[] | null;
}

@ObjectType({ implements: ContributionItem, description: "Patient.generalPractitioner." })
export class GpRegistration extends ContributionItem {
  @Location()
  @Field(() => OdsCode, { nullable: true, description: "ODS code of the practice." })
  practiceCode?: string | null;

  @Location()
  @Field(() => String, { nullable: true })
  practiceName?: string | null;

  @Field(() => LocalDate, { nullable: true })
  registeredFrom?: string | null;
}
