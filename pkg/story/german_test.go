package story

import "testing"

func TestParseGerman(t *testing.T) {
	testParse(t, "de", []parseTest{
		{"Als Schatzmeister möchte ich die offenen Beiträge sehen, damit ich rechtzeitig anrufen kann.", "Schatzmeister", "die offenen Beiträge sehen", "ich rechtzeitig anrufen kann"},
		{"Als ein Mitglied will ich online bezahlen", "Mitglied", "online bezahlen", ""},
		{"Als Mitglied, möchte ich gerne online bezahlen können", "Mitglied", "online bezahlen können", ""},
		{"Als Beraterin kann ich den Verlauf öffnen, um nicht zweimal zu fragen", "Beraterin", "den Verlauf öffnen", "um nicht zweimal zu fragen"},
		{"Als Beraterin kann ich den Verlauf öffnen, um ihn vorzulesen und abzulegen", "Beraterin", "den Verlauf öffnen", "um ihn vorzulesen und abzulegen"},
		{"Als Berater brauche ich eine Liste, weil ich vieles vergesse", "Berater", "eine Liste", "weil ich vieles vergesse"},
		{"Als Berater muss ich eine Akte übergeben können", "Berater", "eine Akte übergeben können", ""},
		{"Als Berater würde ich gerne Berichte ablegen, sodass der Vorstand sie findet", "Berater", "Berichte ablegen", "der Vorstand sie findet"},
		{"Als Leiterin der Stelle möchte ich, dass das System mich warnt, damit nichts verloren geht", "Leiterin der Stelle", "dass das System mich warnt", "nichts verloren geht"},
		{"Als Mitglied erhalte ich eine Erinnerung", "Mitglied", "erhalte ich eine Erinnerung", ""},
		{"Als Mitglied möchte ich nicht alles doppelt eingeben", "Mitglied", "nicht alles doppelt eingeben", ""},
		{"Als Vorstand wollen wir zwei Jahre vergleichen", "Vorstand", "zwei Jahre vergleichen", ""},
		{"ALS MITGLIED MÖCHTE ICH ONLINE BEZAHLEN", "MITGLIED", "ONLINE BEZAHLEN", ""},
		{"**Als** Mitglied\n**möchte ich** bezahlen,\n**damit** alles stimmt", "Mitglied", "bezahlen", "alles stimmt"},
		{"Rolle: Mitglied\nWunsch: bezahlen\nNutzen: alles stimmt", "Mitglied", "bezahlen", "alles stimmt"},
		{"Als ich klein war, wollte ich bezahlen", "", "", ""},
		{"Als Mitglied", "", "", ""},
	})
}

func TestComposeGerman(t *testing.T) {
	testCompose(t, []composeTest{
		{Story{"de", "Mitglied", "bezahlen", "alles stimmt"}, "Als Mitglied möchte ich bezahlen, damit alles stimmt"},
		{Story{"de", "Mitglied", "dass es warnt", "um nichts zu verlieren"}, "Als Mitglied möchte ich, dass es warnt, um nichts zu verlieren"},
		{Story{"de", "Mitglied", "erhalte ich Post", ""}, "Als Mitglied erhalte ich Post"},
	})
}
