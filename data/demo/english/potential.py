"""Steps with a potential client, in English."""

from __future__ import annotations

from data.demo.texts import Fix, Step

STEPS = (
    Step(
        "New lead",
        (
            "Ask the {tech} who signs purchases and who has a say",
            "Come in through purchasing and compare the names they give",
        ),
        "Signatory named by the {tech}",
        (
            "Reach the {boss}: without him the {fin} frees no money",
            "Learn who pays, show the loss, get to a proposal",
        ),
        (
            "The {tech} told us: the {boss} signs, he himself prepares the choice",
            "Found out: the money sits with the {boss}, nothing is bought without the {fin}",
            "Purchasing confirmed it: the {tech} chooses, the {boss} signs",
        ),
        (
            "We know who prepares the choice; the {tech} would not say who signs",
            "The {tech} named purchasing as a department, not a person",
        ),
        (
            'The {tech} said it is decided "upstairs" and gave no name',
            "We talked scanners and never got to who decides",
        ),
        (
            Fix("wrong_person", "deciders", 'Open with "who besides you reads the contract" and write the name down'),
            Fix("no_need", "questions", "Ask about the last purchase like this: who signed it, how long it took"),
        ),
    ),
    Step(
        "Qualification",
        (
            "Work out with the {tech} how long an order takes to pick",
            "Be at the {site} warehouse when the shift starts and time it together",
        ),
        "Picking hours and error rate given by the {tech}",
        (
            "Work the losses out, show the {boss}, get a budget",
            "Warehouse figures, a one-page sum, the demo",
        ),
        (
            "The {tech} opened the log: {err} mispicks last month and two nights of counting",
            "Timed it together: an order takes 40 minutes, 15 of them looking for the place",
            "They sent the figures: {err} mix-ups a month, stock count every quarter",
        ),
        (
            "They gave the picking hours; nobody counts the errors",
            "The {tech} has figures for the {site} warehouse only",
        ),
        (
            '"We are fine", said the {tech}, and gave no figures',
            "No figures: the {tech} was unloading a truck and answered on the run",
        ),
        (
            Fix("no_need", "questions", "Ask for last month's returns log, not for an estimate"),
            Fix("late", "order", "Call after lunch, when the trucks are unloaded"),
        ),
    ),
    Step(
        "New lead",
        (
            "Call the {boss} with what we counted in the warehouse",
            "Send the {boss} a one-page sum and call an hour later",
        ),
        "Go or no-go for this quarter from the {boss}",
        (
            "The {boss}'s word to take it on, demo, proposal",
            "A talk with the {boss}, a visit, a proposal this quarter",
        ),
        (
            "The {boss} heard the sum out and asked to see it work",
            'The {boss}: "I can see the loss, let us look at it {day}"',
            "The {boss} confirmed it is in the plan for the quarter, the {tech} owns it",
        ),
        (
            "The {boss} is interested but named no date",
            "Three minutes: the {boss} asked for it in writing",
        ),
        (
            "The {boss} passed us to the {tech} and would not discuss it",
            "The {boss} said the warehouse is not on his list now",
        ),
        (
            Fix("no_need", "questions", "Start with the loss in money, not with the software"),
            Fix("no_agreement", "agreements", "Never end a call without the day of the next one"),
        ),
    ),
    Step(
        "Qualification",
        (
            "Agree a visit to the {site} warehouse",
            "Offer the {tech} two days to choose from for a visit",
        ),
        "Day of the visit named by the {tech}",
        (
            "Visit, demo, proposal with a price",
            "See the {site} warehouse, settle the scope, send the proposal",
        ),
        (
            "They expect us {day} at 11:00, passes for two are ordered",
            "The {tech} asked us in {day} and will show receiving and shipping",
            "The day is set: {day}, and we bring two scanners",
        ),
        (
            "We may come, but only when the {boss} is back",
            "They agreed to a video call instead of a visit",
        ),
        (
            "The {tech} wants prices before any visit",
            "Stock count in the warehouse, no guests",
        ),
        (
            Fix("price", "objections", "When asked for the price, ask what it depends on and offer the visit"),
            Fix("no_agreement", "agreements", 'Offer two fixed days, not "whenever suits you"'),
        ),
    ),
    Step(
        "Qualification",
        (
            "Find out what they use now and when that contract ends",
            "Ask the {fin} what the present system costs",
        ),
        "Present system and its end date named by the {tech}",
        (
            "End of the present contract, budget, a proposal in time for it",
            "Know what we replace and be there before they renew",
        ),
        (
            "Spreadsheets and paper, no contract with anyone",
            "They run {rival}, the contract ends with the quarter",
            "The {tech} named it: stock kept in the accounts package, only support is paid",
        ),
        (
            "They named the system; the {tech} does not recall the end date",
            "We know it is {rival}; what they pay they did not say",
        ),
        (
            "The {tech} would not speak about the present supplier",
            "Not asked: they spent the hour on their move",
        ),
        (
            Fix("not_done", "order", "Write the questions down before the call and cross them off"),
            Fix("no_need", "questions", "Ask what gets in the way in the system, not who sold it"),
        ),
    ),
    Step(
        "Discovery",
        (
            "Get a month of orders to work the numbers out",
            "Send the {tech} a sample extract and help to make it",
        ),
        "A month of orders sent by the client",
        (
            "Sums from the extract, demo for the {boss}, proposal",
            "Extract, payback, a meeting with the {fin}",
        ),
        (
            "The extract came: six thousand lines, our sums will be ready {day}",
            "The {tech} sent a month of orders and the stock of the {site} warehouse",
            "They sent the orders and want the sums shown to the {boss}",
        ),
        (
            "Only the stock came, without the orders",
            "They sent a week instead of a month, the rest is promised {day}",
        ),
        (
            "The {tech} waits for security to allow it",
            "Nothing sent: their IT person is on leave",
        ),
        (
            Fix("not_done", "order", "Get the name of whoever makes the extract and call that person"),
            Fix("wrong_person", "deciders", "Ask the {boss} to tell IT to do it"),
        ),
    ),
    Step(
        "Discovery",
        (
            "Find out whether this year's budget has money for the warehouse",
            "Ask the {fin} when the budget is set and who defends it",
        ),
        "Money and its month named by the {fin}",
        (
            "Find the money in the quarter's budget, then the demo",
            "Budget line confirmed by the {fin}, demo, proposal",
        ),
        (
            "There is money: the {fin} named up to {sum}",
            "The {fin}: approval by the end of the month, there is a line for it",
            "The {boss} will move money from racking if it pays back within a year",
        ),
        (
            "There is money for devices, none for software",
            "The {fin} confirmed the line but not the amount",
        ),
        (
            "The {fin} says there is nothing to discuss without a request from the {tech}",
            "We asked about money last and got no answer",
        ),
        (
            Fix("price", "objections", "Ask for limits: up to what amount does the {boss} decide alone"),
            Fix("late", "agreements", "Ask about money before the demo, not after it"),
        ),
    ),
    Step(
        "Discovery",
        (
            "Agree a day for the demo with the {tech} and the {boss}",
            "Offer the {boss} half an hour right in the warehouse",
        ),
        "Day and hour of the demo confirmed by the {boss}",
        (
            "Demo for the {boss}, then proposal and contract this quarter",
            "Demo on the floor, remarks, a proposal within two days",
        ),
        (
            "Demo is set {day} at 10:00, the {fin} comes too",
            "The {boss} confirmed: {day} after lunch, {site} warehouse",
            "Time agreed, the {tech} picks twenty items to try",
        ),
        (
            "The {tech} agrees, the {boss} has not answered yet",
            "There is a day, but the {boss} promises ten minutes only",
        ),
        (
            "The {boss} is away negotiating, a demo without him is no use",
            "The {tech} did not pass the invitation on to the {boss}",
        ),
        (
            Fix("wrong_person", "deciders", "Invite the {boss} himself, one mail, agenda in three lines"),
            Fix("no_agreement", "agreements", "Send the calendar invitation while they are still on the line"),
        ),
    ),
)
