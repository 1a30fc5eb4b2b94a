package story

import "testing"

func TestParseDutch(t *testing.T) {
	testParse(t, "nl", []parseTest{
		{"Als penningmeester wil ik de openstaande bijdragen zien, zodat ik op tijd kan bellen.", "penningmeester", "de openstaande bijdragen zien", "ik op tijd kan bellen"},
		{"Als een lid wil ik online kunnen betalen", "lid", "online kunnen betalen", ""},
		{"Als lid, wil ik kunnen betalen zodat mijn dossier in orde is", "lid", "betalen", "mijn dossier in orde is"},
		{"Als de beheerder wil ik graag een rapport bewaren", "beheerder", "een rapport bewaren", ""},
		{"Als vrijwilliger zou ik graag mijn uren zien", "vrijwilliger", "mijn uren zien", ""},
		{"Als vrijwilliger zou ik willen ruilen met een collega", "vrijwilliger", "ruilen met een collega", ""},
		{"Als adviseur kan ik een bezoek plannen", "adviseur", "een bezoek plannen", ""},
		{"Als adviseur van de regio moet ik een dossier kunnen overdragen omdat ik met verlof ga", "adviseur van de regio", "een dossier kunnen overdragen", "omdat ik met verlof ga"},
		{"Als adviseur wil ik een verslag exporteren om het bestuur in te lichten", "adviseur", "een verslag exporteren", "om het bestuur in te lichten"},
		{"Als adviseur wil ik een knop om te zoeken", "adviseur", "een knop om te zoeken", ""},
		{"Als lid ontvang ik een herinnering", "lid", "ontvang ik een herinnering", ""},
		{"Als lid wil ik niet alles twee keer invullen", "lid", "niet alles twee keer invullen", ""},
		{"Als lid wil ik dat het systeem mij waarschuwt opdat ik niets vergeet", "lid", "dat het systeem mij waarschuwt", "ik niets vergeet"},
		{"Als bestuur willen we de cijfers vergelijken", "bestuur", "de cijfers vergelijken", ""},
		{"**Als** lid\n**wil ik** betalen\n**zodat** alles klopt", "lid", "betalen", "alles klopt"},
		{"Rol: lid\nWens: betalen\nVoordeel: alles klopt", "lid", "betalen", "alles klopt"},
		{"Als ik inlog, wil ik mijn taken zien", "", "", ""},
		{"Als het regent", "", "", ""},
	})
}

func TestComposeDutch(t *testing.T) {
	testCompose(t, []composeTest{
		{Story{"nl", "lid", "betalen", "alles klopt"}, "Als lid wil ik betalen, zodat alles klopt"},
		{Story{"nl", "lid", "een rapport bewaren", "om het te lezen"}, "Als lid wil ik een rapport bewaren, om het te lezen"},
		{Story{"nl", "lid", "ontvang ik een brief", ""}, "Als lid ontvang ik een brief"},
	})
}
