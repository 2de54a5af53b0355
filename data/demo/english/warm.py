"""Steps with a warm client, in English."""

from __future__ import annotations

from data.demo.texts import Fix, Step

STEPS = (
    Step(
        "Demo",
        (
            "Show picking with a scanner in the {site} warehouse",
            "Repeat the demo on their own goods for the second shift",
        ),
        "What suits and what does not named by the {tech}",
        (
            "Remarks after the demo, proposal, budget",
            "Demo, a proposal in three days, the {boss}'s answer",
        ),
        (
            "Demo done: all fits but label printing, which we adapt",
            "The {tech} picked three orders himself and asked for a proposal",
            "They named two changes after the demo, both are in the next version",
        ),
        (
            "Demo done without the {boss}, they decide from the recording",
            "They liked picking; about receiving they argue among themselves",
        ),
        (
            "No signal in the warehouse, the scanners stayed in the bag",
            "The {tech} watched in silence and named nothing",
        ),
        (
            Fix("no_agreement", "agreements", 'End the demo with "what keeps you from starting" and write it down'),
            Fix("no_need", "product", "Check the signal the day before and bring our own access point"),
        ),
    ),
    Step(
        "Demo",
        (
            "Go through the payback with the {fin}",
            "Redo the payback on their wages and show the {fin}",
        ),
        "Payback figures accepted by the {fin}",
        (
            "The {fin} agrees with the sums, proposal, contract",
            "Payback accepted, and at once a line in the budget",
        ),
        (
            "The {fin} took the figures: payback in 9 months",
            "We corrected the sheet together, the {fin} sent it on to the {boss}",
            "The {fin} agrees: two pickers less overtime and fewer mix-ups",
        ),
        (
            "The {fin} accepts the losses but not the price of the roll-out",
            "Half of the figures accepted, wages get checked this week",
        ),
        (
            "The {fin} thinks the people stay on the payroll anyway",
            "The sheet was not opened: the {fin} wanted it printed",
        ),
        (
            Fix("price", "objections", "Count missed shipments, not people: the {fin} knows that figure himself"),
            Fix("no_need", "product", "Bring the sum on one sheet and let the client fill it in"),
        ),
    ),
    Step(
        "Proposal sent",
        (
            "Send the proposal and go through it on the phone",
            "Cut the proposal to two pages and go through it with the {boss}",
        ),
        "Yes or no on scope and price from the {boss}",
        (
            "The {boss}'s answer on price, two weeks of contract, invoice",
            "A yes on scope and price, budget in writing, contract",
        ),
        (
            "The {boss} agrees with the scope and asks for two payments",
            "Line by line: {qty} scanners and roll-out stay, training goes",
            "The {boss} said yes to {sum}, a contract is next",
        ),
        (
            "Scope accepted, the price gets discussed {day}",
            "The {boss} only looked at the total, the {tech} reads the lines",
        ),
        (
            "The proposal is with the {tech}, the {boss} never saw it",
            'The {boss} said "expensive" and asked for something simpler',
        ),
        (
            Fix("price", "objections", "Send a proposal only during the call, name the price after the scope"),
            Fix("wrong_person", "deciders", "Ask the {tech} to bring the {boss} and the {fin} to one meeting"),
        ),
    ),
    Step(
        "Meeting held",
        (
            "Find out whom they compare us with and on which lines",
            "Ask the {tech} for the comparison sheet and fill it in honestly",
        ),
        "Criteria and their order named by the {tech}",
        (
            "Settle the comparison with {rival}, get the yes, send the contract",
            "Criteria, our answer to each, the {boss}'s decision",
        ),
        (
            "The {tech} gave the order: go-live date, support, then price",
            "It is {rival}: we cost more but go live a month sooner",
            "They sent the sheet: we lead in nine lines of twelve",
        ),
        (
            "Criteria named, the {boss} decides their order",
            "We know the other is {rival}, not their price",
        ),
        (
            'The {tech} answered they compare "the total"',
            "No sheet: purchasing rules forbid it",
        ),
        (
            Fix("no_need", "questions", "Ask what happens if the cheapest is not live by the season"),
            Fix("no_agreement", "objections", "Bring our own sheet with three criteria and ask which to drop"),
        ),
    ),
    Step(
        "Meeting held",
        (
            "Take the {tech} to a client where it already runs",
            "Set up a call for the {boss} with a warehouse like his, without us",
        ),
        "Reference visit made by the {tech}, with his verdict",
        (
            "Visit to a client, trial in one zone, contract",
            "Settle the {tech}'s doubt, then the money with the {fin}",
        ),
        (
            "They went: the {tech} followed the pickers for two hours and wants the same",
            "After the visit the {tech} has no more doubts about speed",
            "The {boss} spoke with the owner there, his doubt about dates is gone",
        ),
        (
            "Only the deputy went, the {tech} waits for his report",
            'They liked it, but "our goods are heavier"',
        ),
        (
            "Called off in the morning: an audit in the {site} warehouse",
            "The {tech} did not go and asks for a video",
        ),
        (
            Fix("no_agreement", "agreements", "Order the car and send its number the day before"),
            Fix("no_need", "product", "Choose a warehouse of the same trade and the same weight of goods"),
        ),
    ),
    Step(
        "Trial",
        (
            "Agree a two-week trial in one area",
            "Settle one zone and three measures with the {tech}",
        ),
        "Trial and its measures agreed by the {boss}",
        (
            "Two weeks of trial, sign-off, contract",
            "Agree the trial and the {boss}'s word on what follows",
        ),
        (
            "The trial is small-item picking, measured by errors and speed",
            "The {boss} gives two weeks and three pickers, we start {day}",
            "Agreed: if errors are halved, they sign",
        ),
        (
            "They want the trial, the measures are still open",
            "We have the zone, but no people for it yet",
        ),
        (
            "The {boss} does not want a trial before the season",
            "The {tech} wants it free and for the whole warehouse",
        ),
        (
            Fix("no_agreement", "agreements", "A trial only against a word on what follows it"),
            Fix("price", "objections", "Offer one zone and take the price of the trial off the contract"),
        ),
    ),
    Step(
        "Trial",
        (
            "Sum the trial up with the {tech} and the {boss}",
            "Bring the report on the trial and go through it with the shift",
        ),
        "Trial called a success by the {boss}",
        (
            "Sign-off of the trial, contract; they pay 10 days after the invoice",
            "Trial result to the {boss}, budget in writing, contract",
        ),
        (
            "Result: {err} errors where it was two hundred, the {boss} is pleased",
            "The {boss} signed off the trial and asks for a contract",
            "Picking is a third faster, the {tech} wants to keep the scanners",
        ),
        (
            "Errors are down, speed is watched for another week",
            "The {tech} is happy, the {boss} has not read the report",
        ),
        (
            "The trial stalled: no goods for a week",
            "People worked on paper, the scanners lay in the safe",
        ),
        (
            Fix("not_done", "order", "Be on the shift for the first two days of a trial"),
            Fix("no_agreement", "agreements", "Have one named person at the client answer for the trial"),
        ),
    ),
    Step(
        "Proposal sent",
        (
            "Get the budget confirmed by the {fin} in writing",
            "Write the budget memo for the {tech}",
        ),
        "Budget confirmed in writing by the {fin}",
        (
            "Budget in writing, contract, half in advance",
            "Committee, the {fin}'s mail, contract and invoice in one month",
        ),
        (
            "The mail came: {sum}, in two payments",
            "The {fin} put the amount into next month's payment plan",
            "Budget approved, the {boss} signed the memo",
        ),
        (
            "Confirmed by word, the mail follows after the committee",
            "Two thirds approved, the rest they want in instalments",
        ),
        (
            "The {fin} moved it to the next committee",
            "The memo is stuck with the {tech}",
        ),
        (
            Fix("wrong_person", "deciders", "See the {fin} the day before the committee with the payback sheet"),
            Fix("not_done", "order", "Write the memo for the client and take it to be signed"),
        ),
    ),
    Step(
        "Proposal sent",
        (
            "Close the questions about security and the accounts link",
            "Bring our engineer and their IT person together",
        ),
        "All clear in writing from their IT",
        (
            "Their IT agrees, specification, contract, 30% up front",
            "Close security, sign the specification, invoice",
        ),
        (
            "Engineers talked: the link runs on files, nothing in the way",
            "Security agreed the access, one tick is left",
            "Their IT tried the link on their own data and confirmed",
        ),
        (
            "The link is agreed, access from outside is still blocked",
            "Six of the eight questions are closed",
        ),
        (
            "Their IT person has been silent for a second week",
            "Security wants a server inside, ours stands outside",
        ),
        (
            Fix("not_done", "product", "Come with a drawn scheme of the link, not with a list of questions"),
            Fix("wrong_person", "deciders", "Ask the {boss} to set IT a date"),
        ),
    ),
    Step(
        "Meeting held",
        (
            "Meet the {boss} about the terms",
            "Bring our head along to meet the {boss}",
        ),
        "Terms for signing named by the {boss}",
        (
            "The {boss}'s terms, contract, advance at a discount",
            "Settle date and price, send the contract the same day",
        ),
        (
            "The {boss} named the terms: live before the season, price fixed for a year",
            "Agreed 4% off for paying up front, the {boss} asks for the contract",
            "The {boss} signs if training is held at the {site} warehouse",
        ),
        (
            "The {boss} named the date; for the price he sends us to the {fin}",
            "We met, but the {boss} thinks it over until Monday",
        ),
        (
            "The {boss} haggled for sport and named no terms",
            "The meeting was cut to five minutes, no terms",
        ),
        (
            Fix("price", "objections", "Trade every concession for a signing date"),
            Fix("no_agreement", "agreements", "Send the agenda the day before and start with its last point"),
        ),
    ),
    Step(
        "Meeting held",
        (
            "Agree the specification with the {tech}",
            "Go through the specification on the warehouse floor, not by mail",
        ),
        "Specification signed by the {tech}, nothing open",
        (
            "Signed specification, contract, 30% up front",
            "Specification, contract, a separate invoice for the scanners",
        ),
        (
            "Specification signed: {qty} scanners and four reports",
            "The {tech} approved it, two wishes moved to phase two",
            "The last point, goods by weight, is closed and signed",
        ),
        (
            "All signed but the chapter on returns",
            "The {tech} agrees and waits for their IT to sign",
        ),
        (
            "The {tech} sent nineteen more remarks",
            "Nobody opened it, they prepare the stock count",
        ),
        (
            Fix("no_need", "product", 'Split it into "for go-live" and "later" and argue about the first only'),
            Fix("late", "order", "Set a last day for remarks and keep to it"),
        ),
    ),
)
