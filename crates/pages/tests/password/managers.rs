//! What password managers make of the attribute `passwordrules`.

use pages::password::{Person, Policy, password_rules_attribute};
use pages::samples;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::manager::generate;
use crate::{broken, policies};

#[test]
fn managers_are_told_the_length_the_classes_and_what_may_repeat() {
    let attribute = password_rules_attribute(&samples::policy());
    let expected = "minlength: 8; maxlength: 72; required: lower; required: upper; \
                    required: digit; required: special; max-consecutive: 2; \
                    allowed: ascii-printable;";
    assert_eq!(attribute, expected);
    let attribute = password_rules_attribute(&Policy::default());
    assert_eq!(
        attribute,
        "minlength: 1; maxlength: 72; allowed: ascii-printable;"
    );
}

proptest! {
    #[test]
    fn what_a_manager_generates_by_the_attribute_is_accepted(
        policy in policies(),
        dice in vec(any::<usize>(), 1..100),
    ) {
        let password = generate(&password_rules_attribute(&policy), &dice);
        prop_assert_eq!(broken(&policy, &Person::default(), &password), [] as [&str; 0]);
    }
}
