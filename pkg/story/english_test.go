package story

import "testing"

func TestParseEnglish(t *testing.T) {
	testParse(t, "en", []parseTest{
		// The plain forms.
		{"As a treasurer, I want to see unpaid fees so that I can call people in time", "treasurer", "see unpaid fees", "I can call people in time"},
		{"As an adviser, I want to be able to open a file, so that I know the story.", "adviser", "open a file", "I know the story"},
		{"As the editor, I would like to plan an issue", "editor", "plan an issue", ""},
		{"As an editor, I'd like to plan an issue, So that writers know what is due", "editor", "plan an issue", "writers know what is due"},
		{"As an editor I’d like an overview of the issue", "editor", "an overview of the issue", ""},
		{"As a trainer, I can cancel a session", "trainer", "cancel a session", ""},
		{"As a trainer, I need a list of rooms", "trainer", "a list of rooms", ""},
		{"As a trainer, I need to be notified when a room changes", "trainer", "be notified when a room changes", ""},
		{"As a trainer, I must be able to print badges", "trainer", "print badges", ""},
		{"As a trainer, I should be able to print badges", "trainer", "print badges", ""},
		{"As a trainer, I would be able to print badges", "trainer", "print badges", ""},
		{"As a trainer, I'm able to print badges", "trainer", "print badges", ""},
		{"As a trainer, I wish to print badges", "trainer", "print badges", ""},
		{"As a trainer, I have to print badges", "trainer", "print badges", ""},
		{"As a trainer, I want the printer to keep my settings", "trainer", "the printer to keep my settings", ""},
		{"As a trainer, I want that late people are told", "trainer", "that late people are told", ""},
		{"As a trainer, I want HDF5 files", "trainer", "HDF5 files", ""},
		// Any verb, negation, we.
		{"As a member, I receive a receipt by mail", "member", "receive a receipt by mail", ""},
		{"As a member, I am told when my file moves", "member", "am told when my file moves", ""},
		{"As a member, I don't want to lose my place in the queue", "member", "don't want to lose my place in the queue", ""},
		{"As a member, I cannot change a signed form", "member", "cannot change a signed form", ""},
		{"As a member, I should not see other people's files", "member", "should not see other people's files", ""},
		{"As a board, we want to compare two years so we choose better", "board", "compare two years", "we choose better"},
		{"As a board, we get the figures on Monday", "board", "we get the figures on Monday", ""},
		{"As a ReleaseManager, would like the ability to roll back", "ReleaseManager", "the ability to roll back", ""},
		{"As a manager, should be able to roll back", "manager", "roll back", ""},
		{"As a visitor, the page must load in two seconds so that I stay", "visitor", "the page must load in two seconds", "I stay"},
		// How the role is announced.
		{"As User, I want to log in", "User", "log in", ""},
		{"As lab administrator, I want to log in", "lab administrator", "log in", ""},
		{"As  a\tvisitor ,\t I want to log in", "visitor", "log in", ""},
		{"As a(n) editor, I want to log in", "editor", "log in", ""},
		{"As an registereduser, I want to log in", "registereduser", "log in", ""},
		{"as a visitor i want to log in", "visitor", "log in", ""},
		{"As a scientist, working on old data, I want to log in", "scientist, working on old data", "log in", ""},
		{"As a member who wants to leave, I want to export my data", "member who wants to leave", "export my data", ""},
		{"As a neighbour whom I invited, I want to answer", "neighbour whom I invited", "answer", ""},
		{"As a user/admin (any level), I want to log in", "user/admin (any level)", "log in", ""},
		{"As a visitor, when I come back, I want to find my basket", "visitor", "when I come back, I want to find my basket", ""},
		{"#G99# As a visitor, I want to log in. ", "visitor", "log in", ""},
		{"Story 12 - As a visitor, I want to log in", "visitor", "log in", ""},
		{"User story: As a visitor, I want to log in", "visitor", "log in", ""},
		{"\"As a visitor, I want to log in.\"", "visitor", "log in", ""},
		// Which connector announces the benefit.
		{"As a clerk, I want a stamp, so that that I sign faster", "clerk", "a stamp", "I sign faster"},
		{"As a clerk, I want a stamp so that, so that we sign faster", "clerk", "a stamp", "we sign faster"},
		{"As a clerk, I want a stamp, so that so we sign faster", "clerk", "a stamp", "we sign faster"},
		{"As a clerk, I want a stamp so I can sign faster", "clerk", "a stamp", "I can sign faster"},
		{"As a clerk, I want a stamp, so my hands stay clean", "clerk", "a stamp", "my hands stay clean"},
		{"As a clerk, I want a stamp that is not my own, so that nobody copies it", "clerk", "a stamp that is not my own", "nobody copies it"},
		{"As a clerk, I want to use stamps even if I do so that rarely", "clerk", "use stamps even if I do so that rarely", ""},
		{"As a clerk, I want to stamp letters in order to sign faster", "clerk", "stamp letters", "to sign faster"},
		{"As a clerk, I want to stamp letters so as to sign faster", "clerk", "stamp letters", "to sign faster"},
		{"As a clerk, I want to stamp letters because signing takes hours", "clerk", "stamp letters", "because signing takes hours"},
		{"As a clerk, I want to stamp letters, and so that I sign faster", "clerk", "stamp letters", "I sign faster"},
		{"As a clerk, I want to read every letter to make sure that none is lost", "clerk", "read every letter", "to make sure that none is lost"},
		{"As a clerk, I want the scanner to ensure that none is lost", "clerk", "the scanner to ensure that none is lost", ""},
		{"As a clerk, I want to send letters to the members to be signed", "clerk", "send letters to the members to be signed", ""},
		{"As a clerk, I want to see what came in since I left", "clerk", "see what came in since I left", ""},
		{"In order to sign faster, as a clerk, I want a stamp", "clerk", "a stamp", "to sign faster"},
		{"In order to sign faster\nAs a clerk\nI want a stamp", "clerk", "a stamp", "to sign faster"},
		{"As a clerk, in order to sign faster, I want a stamp", "clerk", "a stamp", "to sign faster"},
		{"As a clerk, so that I can sign faster, I want a stamp", "clerk", "a stamp", "I can sign faster"},
		// Layouts.
		{"**As a** clerk\n**I want** a stamp\n**so that** I sign faster", "clerk", "a stamp", "I sign faster"},
		{"As a: clerk | I want: a stamp | So that: I sign faster", "clerk", "a stamp", "I sign faster"},
		{"role: clerk\nwant: a stamp\nbenefit: I sign faster", "clerk", "a stamp", "I sign faster"},
		{"| As a clerk | I want a stamp | so that I sign faster |", "clerk", "a stamp", "I sign faster"},
		{"As a clerk, I want to choose A | B so that C fits", "clerk", "choose A | B", "C fits"},
		// No story.
		{"As soon as I log in, I want a stamp", "", "", ""},
		{"As I want a stamp, I wait", "", "", ""},
		{"As a clerk", "", "", ""},
		{"As a clerk, I want", "", "", ""},
		{"I want to work as a clerk", "", "", ""},
		{"to support the migration", "", "", ""},
	})
}

func TestComposeEnglish(t *testing.T) {
	testCompose(t, []composeTest{
		{Story{"en", "treasurer", "see unpaid fees", "I can call people"}, "As a treasurer, I want to see unpaid fees, so that I can call people"},
		{Story{"en", "editor", "an overview", "to plan"}, "As an editor, I want an overview in order to plan"},
		{Story{"en", "HR manager", "don't want to lose data", "because it hurts"}, "As an HR manager, I don't want to lose data, because it hurts"},
		{Story{"en", "user", "CSV files", ""}, "As a user, I want CSV files"},
		{Story{"en", "UI designer", "the page must load", ""}, "As a UI designer, the page must load"},
		{Story{"en", "one of the clerks", "am told", ""}, "As one of the clerks, I am told"},
	})
}
