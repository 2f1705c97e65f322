import { Field, ID, Int, ObjectType } from "type-graphql";
import { Open } from "../gateway/declare";
import { LocalDate } from "../gateway/local-date";
import type { Partner } from "../gateway/partner";
import { ConsentOnFile } from "./consent-on-file.type";

const ON_CASE = "Recorded on the case by those who work on it.";

@ObjectType({ description: "How one member is related to another." })
export class MemberRelationship {
  @Open(ON_CASE)
  @Field(() => ID, { description: "The other member of this case." })
  to: string;

  @Open(ON_CASE)
  @Field(() => String, { description: "What this member is to the other: MOTHER, SIBLING, PARTNER…" })
  kind: string;
}

@ObjectType({ description: "Somebody who holds parental responsibility for this child and is on this case." })
export class ParentalResponsibility {
  @Open(ON_CASE)
  @Field(() => ID, { description: "The holder, a member of this case." })
  holder: string;

  @Open(ON_CASE)
  @Field(() => Boolean, { description: "An order restricts its exercise; then neither consent nor refusal counts." })
  restricted: boolean;
}

/** The contributions themselves are joined on by `joinPartner`. */
@ObjectType({ description: "A person of the family, and what each agency contributes about them." })
export class FamilyMember {
  @Open("Opaque; bound to the caller's agency and this case.")
  @Field(() => ID)
  id: string;

  @Open("Opaque; bound to the caller's agency, this case and this purpose.")
  @Field(() => ID, {
    description: "By which a larger graph asks for this member again, on this case, for this purpose.",
  })
  key: string;

  @Open(ON_CASE)
  @Field(() => String, { nullable: true, description: "Null outside a case: your own records have it." })
  name?: string | null;

  @Open(ON_CASE)
  @Field(() => LocalDate, { nullable: true, description: "Null where it is unknown, and outside a case." })
  birthDate?: string | null;

  @Open(ON_CASE)
  @Field(() => Int, { nullable: true, description: "Whole years today, in London." })
  age?: number | null;

  @Open(ON_CASE)
  @Field(() => String, {
    nullable: true,
    description: "What the person is to the case: CHILD, MOTHER, PARTNER_OF_PARENT…",
  })
  relationship?: string | null;

  @Open(ON_CASE)
  @Field(() => Boolean, { nullable: true, description: "In the child's household, as the case's team recorded it." })
  inHousehold?: boolean | null;

  @Open(ON_CASE)
  @Field(() => Boolean, { nullable: true })
  contactWithChild?: boolean | null;

  @Open(ON_CASE)
  @Field(() => [MemberRelationship], { description: "To other members of this case." })
  relationships: MemberRelationship[];

  @Open(ON_CASE)
  @Field(() => [ParentalResponsibility], { description: "Held for this person by other members of this case." })
  parentalResponsibility: ParentalResponsibility[];

  @Open("A recipient that a consent names must know what was agreed with it.")
  @Field(() => [ConsentOnFile], {
    description: "Consents about this person that name the caller's agency, newest first.",
  })
  consents: ConsentOnFile[];
}

/** Adds an agency's field to every member: `health { … }`. To be called once a partner, before the schema is built. */
export function joinPartner(partner: Partner): void {
  Open("Which agencies a record asks depends on the case's area, never on the person.")(
    FamilyMember.prototype,
    partner.field,
  );
  Field(() => [partner.contribution], { description: partner.description })(FamilyMember.prototype, partner.field);
}
