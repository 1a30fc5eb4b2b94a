package lang

import (
	"testing"
	"time"
)

func TestDay(t *testing.T) {
	now := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC) // a Saturday
	paris := time.FixedZone("", 3600)
	for _, tt := range []struct {
		when   time.Time
		en, fr string
	}{
		{now, "today 10:00", "aujourd’hui 10:00"},
		{now.Add(-11 * time.Hour), "yesterday 23:00", "hier 23:00"},
		{time.Date(2026, 11, 22, 0, 30, 0, 0, paris), "today 23:30", "aujourd’hui 23:30"},
		{time.Date(2026, 11, 1, 9, 5, 0, 0, time.UTC), "Sunday 1 November 09:05", "dimanche 1er novembre 09:05"},
		{time.Date(2025, 11, 21, 9, 5, 0, 0, time.UTC), "Friday 21 November 2025 09:05", "vendredi 21 novembre 2025 09:05"},
		{time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), "Monday 23 November 00:00", "lundi 23 novembre 00:00"},
	} {
		if got := New("en", nil).Moment(tt.when, now); got != tt.en {
			t.Errorf("%v: %q, want %q", tt.when, got, tt.en)
		}
		if got := New("fr", nil).Moment(tt.when, now); got != tt.fr {
			t.Errorf("%v: %q, want %q", tt.when, got, tt.fr)
		}
	}
}

func TestParseDays(t *testing.T) {
	now := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC) // a Saturday
	for text, want := range map[string]string{
		"2026-11-20": "2026-11-20", " 2026-02-29": "", "2024-02-29": "2024-02-29", "20/11/2026": "",
		"today": "2026-11-21", "Aujourd'hui": "2026-11-21", "aujourd’hui": "2026-11-21", "HIER": "2026-11-20", "yesterday": "2026-11-20", "avant-hier": "2026-11-19",
		"samedi": "2026-11-21", "Lundi": "2026-11-16", "monday": "2026-11-16", "sunday": "2026-11-15",
		"3 jours": "2026-11-18", "3d": "2026-11-18", "3j": "2026-11-18", "il y a 2 semaines": "2026-11-07", "2 weeks ago": "2026-11-07",
		"1 mois": "2026-10-21", "2 months": "2026-09-21", "1 an": "2025-11-21", "2y": "2024-11-21", "0 days": "2026-11-21",
		"2026-11": "2026-11-01", "2025": "2025-01-01", "2026-13": "", "2026-1": "", "20261": "", "02025": "",
		"": "", "3": "", "d": "", "HEAD": "", "main~3": "", "3f2a91c": "", "day": "", "99999999 days": "", "day-0": "", "january": "",
	} {
		got, _, ok := ParseDays(text, now)
		if ok != (want != "") || ok && got.Format(time.DateTime) != want+" 00:00:00" {
			t.Errorf("%q: %v %t, want %q", text, got, ok, want)
		}
	}
	for text, want := range map[string]string{"2026-02-28": "2026-03-01", "2026-02": "2026-03-01", "2024": "2025-01-01", "hier": "2026-11-21"} {
		if _, next, _ := ParseDays(text, now); next.Format(time.DateTime) != want+" 00:00:00" {
			t.Errorf("%q ends at %v, want %s", text, next, want)
		}
	}
}
