"""Steps with a hot client, in English."""

from __future__ import annotations

from data.demo.texts import Fix, Step

STEPS = (
    Step(
        "Verbal agreement",
        (
            "Agree price and instalments with the {boss}",
            "Show the {boss} three ways to pay and take his choice",
        ),
        "Way to pay chosen by the {boss}",
        (
            "A way to pay, contract, the first payment {day}",
            "Agree instalments, sign, half in advance",
        ),
        (
            "The {boss} chose half now and half after go-live",
            "Settled at {sum} with 70% in advance",
            "The {boss} takes three instalments, the first {day}",
        ),
        (
            "Price agreed, the {fin} works the instalments out",
            "The {boss} leans to the advance, answer {day}",
        ),
        (
            "The {boss} wants another 10% off and points to {rival}",
            "The {boss} put the price off until the monthly report",
        ),
        (
            Fix("price", "objections", 'Answer "expensive" with scope: what do we take out for that discount'),
            Fix("no_agreement", "objections", "Name a discount only together with a day of payment"),
        ),
    ),
    Step(
        "Contract sent",
        (
            "Send the contract to their lawyer and fix a call",
            "Call their lawyer together with ours",
        ),
        "Contract changes sent by the lawyer",
        (
            "The lawyer's changes, the {boss}'s signature, invoice",
            "Lawyer, second draft, signature, 50% in advance",
        ),
        (
            "The changes came: four points, the only hard one is the penalty",
            "The lawyer sent one page of changes",
            "The contract came back with two changes to delivery dates",
        ),
        (
            "The lawyer read half of it, the rest is promised {day}",
            "Changes by word, not yet in writing",
        ),
        (
            "The contract lies on the {boss}'s desk and never reached the lawyer",
            "The lawyer wants their form of contract instead of ours",
        ),
        (
            Fix("wrong_person", "deciders", "Get the lawyer's number from the {boss} and write to him directly"),
            Fix("no_agreement", "agreements", "Send a contract only with the call about it already fixed"),
        ),
    ),
    Step(
        "Contract sent",
        (
            "Close the changes on penalty and dates",
            "Offer the {boss} a trade: the penalty for the advance",
        ),
        "No open point, confirmed by the lawyer",
        (
            "Lawyer, signature, payment in the next run",
            "One open point, then signature and invoice",
        ),
        (
            "No point open, the lawyer has signed it off",
            "The penalty is mutual now, the lawyer agrees",
            "Delivery in 30 days agreed, no more changes",
        ),
        (
            "One point left: how delivery is accepted",
            "Dates are settled, for the penalty the lawyer sees the {boss}",
        ),
        (
            "The lawyer put the advance back in question",
            "The lawyer turned our wording down and wants theirs",
        ),
        (
            Fix("price", "objections", "Give in on the penalty, but take the signing day for it"),
            Fix("wrong_person", "deciders", "Settle the penalty with the {boss}, not with the lawyer"),
        ),
    ),
    Step(
        "Contract sent",
        (
            "Get the signed contract",
            "Go to the {boss} with two copies",
        ),
        "Contract signed by the {boss}",
        (
            "The {boss}'s signature, invoice, 50% in advance",
            "Collect the signed contract, invoice the same day",
        ),
        (
            "Contract signed, the scan is here",
            "The {boss} signed in front of us, the original comes by courier",
            "Signed electronically by both sides",
        ),
        (
            "The {boss} signed the contract but not the price list",
            "Signed by one director, the second follows {day}",
        ),
        (
            "The {boss} is travelling and left nobody to sign",
            "The contract went to the {fin} for a second look",
        ),
        (
            Fix("late", "order", "Find out beforehand who signs while the {boss} is away"),
            Fix("not_done", "agreements", "Do not wait for the mail: take the copies there and bring one back"),
        ),
    ),
    Step(
        "Invoice sent",
        (
            "Send the invoice and learn the day of payment",
            "Issue the invoice to the right company and call the {fin}",
        ),
        "Payment day named by the {fin}",
        (
            "Invoice with the {fin}, a day in the run, the money",
            "Invoice to the right company, Thursday's run, the advance",
        ),
        (
            "The {fin} named the day: he pays {day}",
            "The invoice is in the run, paid {day}",
            "The {fin} confirmed the advance {day}, the rest after delivery",
        ),
        (
            "Invoice accepted, the day is named after their planning",
            "They pay in parts: the first {day}, the second is open",
        ),
        (
            "The invoice was lost in the mail, sent again",
            "The {fin} waits for the {boss} to sign the invoice",
        ),
        (
            Fix("not_done", "order", "Call an hour after sending and ask for its number in the payment run"),
            Fix("no_agreement", "agreements", 'Ask for the day of the payment run, not "roughly when"'),
        ),
    ),
    Step(
        "Invoice sent",
        (
            "Get our invoice into the payment calendar",
            "Go round everyone who signs the invoice with the {tech}",
        ),
        "Invoice put into this week's calendar by the {fin}",
        (
            "Invoice in the calendar; call the {fin} the day before the run",
            "Three signatures on the invoice, the run, the transfer",
        ),
        (
            "The invoice is in the calendar for {sum}, the {boss} has signed",
            "The {fin} put us into the next run",
            "All three signatures are there, the payment goes out {day}",
        ),
        (
            "Two signatures of three, the {boss} is missing",
            "We are in the calendar, but last",
        ),
        (
            "The {fin} misses the closing papers of the trial",
            "This week's calendar is closed, we were an hour late",
        ),
        (
            Fix("late", "order", "Hand papers in by Wednesday: on Thursday the calendar closes"),
            Fix("not_done", "order", "Collect the closing papers on the day of the signature"),
        ),
    ),
    Step(
        "Awaiting payment",
        (
            "Check with the {fin} whether the advance went out",
            "Ask the {fin} for the number of the transfer",
        ),
        "Advance on our account",
        (
            "Advance this week, the rest after go-live",
            "Transfer number, money on the account, ship {qty} scanners",
        ),
        (
            "The advance is here, the scanners are being packed",
            "Money on the account, we ship {day}",
            "The {fin} sent the transfer slip, by noon the money was here",
        ),
        (
            "Half of the advance came",
            "There is a transfer slip, the money is on its way",
        ),
        (
            "The payment run moved a week and we are not in it",
            "The {fin} waits for money from their own buyer",
        ),
        (
            Fix("late", "order", "Remind them the day before the run, not after it"),
            Fix("wrong_person", "deciders", "Ask the {boss} to put our payment first in the run"),
        ),
    ),
    Step(
        "Awaiting payment",
        (
            "Agree the schedule of delivery and go-live",
            "Take the schedule to the {tech} and have it signed on the spot",
        ),
        "Schedule signed by the {tech}, first payment from the {fin}",
        (
            "Delivery schedule, shipment, the rest on the delivery note",
            "Train the shift, go live, get the rest",
        ),
        (
            "Schedule signed: delivery in a week, go-live in two days",
            "The {tech} has the people for training, the {fin} pays by the schedule",
            "First date of the schedule is {day}, the payment hangs on it",
        ),
        (
            "Schedule accepted, the payment date in it is blank",
            "The {tech} wants go-live after the weekend",
        ),
        (
            "Nobody to train: the shift is not hired yet",
            "The {tech} has to ask the landlord of the {site} warehouse",
        ),
        (
            Fix("no_agreement", "agreements", "Write a payment beside every delivery in the schedule"),
            Fix("late", "product", "Offer to train two shift leads, they train the others"),
        ),
    ),
    Step(
        "Awaiting payment",
        (
            "Get the acceptance signed and the second payment",
            "Go through the acceptance with the {tech} and take it to the {fin}",
        ),
        "Second part paid by the {fin}",
        (
            "Acceptance, closing papers, second part",
            "Two remarks on the acceptance, the {tech}'s signature, last payment",
        ),
        (
            "Acceptance signed, the second part is here",
            "The {fin} paid the rest and wants the papers by post",
            "The money is here, the {tech} is happy with the start",
        ),
        (
            "Acceptance signed, payment {day}",
            "All paid but the training of the second shift",
        ),
        (
            "The {tech} does not sign because of two reports",
            "The acceptance lies with the {tech}, the {fin} has not seen it",
        ),
        (
            Fix("not_done", "order", "Settle remarks on the day they are named"),
            Fix("wrong_person", "deciders", "Take the acceptance to both: the {tech} and the {fin}"),
        ),
    ),
)
