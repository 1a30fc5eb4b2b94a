package lang

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/canevas-systemique/canvas/pkg/words"
)

// Day says a day as people do: "today", "Friday 20 November", with the year when it is not this one.
func (p *Printer) Day(t, now time.Time) string {
	t = t.In(now.Location())
	switch {
	case sameDay(t, now):
		return p.Say("day-0")
	case sameDay(t, now.AddDate(0, 0, -1)):
		return p.Say("day-1")
	}
	day := strconv.Itoa(t.Day())
	if t.Day() == 1 {
		day = p.Say("first-of-month")
	}
	key := "day-of-this-year"
	if t.Year() != now.Year() {
		key = "day-of-a-year"
	}
	weekday, month := p.Say("weekday-"+strconv.Itoa(int(t.Weekday()))), p.Say("month-"+strconv.Itoa(int(t.Month())))
	return p.Say(key, "weekday", weekday, "day", day, "month", month, "year", strconv.Itoa(t.Year()))
}

// Moment says a day and the time of day.
func (p *Printer) Moment(t, now time.Time) string {
	return p.Say("day-and-time", "day", p.Day(t, now), "time", t.In(now.Location()).Format("15:04"))
}

func sameDay(a, b time.Time) bool { return a.Year() == b.Year() && a.YearDay() == b.YearDay() }

// ParseDays reads a day as people say it, in either language: "2026-11-20", "yesterday", "lundi" for
// the last one, "3 jours" or "2w" for so long ago; or a month, "2026-11", or a year. The results are when
// that began and when what follows begins.
func ParseDays(text string, now time.Time) (from, to time.Time, ok bool) {
	for _, span := range []struct {
		layout              string
		years, months, days int
	}{{time.DateOnly, 0, 0, 1}, {"2006-01", 0, 1, 0}, {"2006", 1, 0, 0}} {
		if t, err := time.ParseInLocation(span.layout, strings.TrimSpace(text), now.Location()); err == nil {
			return t, t.AddDate(span.years, span.months, span.days), true
		}
	}
	from, ok = parseDay(text, now)
	return from, from.AddDate(0, 0, 1), ok
}

// parseDay reads a day that is said in words.
func parseDay(text string, now time.Time) (time.Time, bool) {
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	text = words.Fold(text)
	for back := range 3 {
		if said("day-"+strconv.Itoa(back), text) {
			return today.AddDate(0, 0, -back), true
		}
	}
	for back := range 7 {
		day := today.AddDate(0, 0, -back)
		if said("weekday-"+strconv.Itoa(int(day.Weekday())), text) {
			return day, true
		}
	}
	return ago(text, today)
}

// ago reads "3 days", "il y a 2 semaines", "1y".
func ago(text string, today time.Time) (time.Time, bool) {
	text = strings.TrimSuffix(strings.TrimPrefix(text, "il y a "), " ago")
	digits := strings.TrimLeft(text, "0123456789")
	n, err := strconv.Atoi(strings.TrimSuffix(text, digits))
	if err != nil || n > 10_000 {
		return time.Time{}, false
	}
	for _, u := range units {
		if slices.Contains(strings.Fields(u.words), strings.TrimSpace(digits)) {
			return today.AddDate(-n*u.years, -n*u.months, -n*u.days), true
		}
	}
	return time.Time{}, false
}

// units are what people count time in, folded.
var units = []struct {
	words               string
	years, months, days int
}{
	{"d day days j jour jours", 0, 0, 1},
	{"w week weeks s sem semaine semaines", 0, 0, 7},
	{"month months mois", 0, 1, 0},
	{"y year years a an ans annee annees", 1, 0, 0},
}

// said tells whether a folded text is one of the words of a message, in either language.
func said(key, text string) bool {
	for _, t := range dateTexts {
		if t.key == key {
			return words.Fold(t.en) == text || words.Fold(t.fr) == text
		}
	}
	return false
}

// How days are said and read.
var dateTexts = []text{
	{"day-0", "today", "aujourd’hui"},
	{"day-1", "yesterday", "hier"},
	{"day-2", "the day before yesterday", "avant-hier"},
	{"day-of-this-year", "{weekday} {day} {month}", "{weekday} {day} {month}"},
	{"day-of-a-year", "{weekday} {day} {month} {year}", "{weekday} {day} {month} {year}"},
	{"day-and-time", "{day} {time}", "{day} {time}"},
	{"first-of-month", "1", "1er"},
	{"weekday-0", "Sunday", "dimanche"},
	{"weekday-1", "Monday", "lundi"},
	{"weekday-2", "Tuesday", "mardi"},
	{"weekday-3", "Wednesday", "mercredi"},
	{"weekday-4", "Thursday", "jeudi"},
	{"weekday-5", "Friday", "vendredi"},
	{"weekday-6", "Saturday", "samedi"},
	{"month-1", "January", "janvier"},
	{"month-2", "February", "février"},
	{"month-3", "March", "mars"},
	{"month-4", "April", "avril"},
	{"month-5", "May", "mai"},
	{"month-6", "June", "juin"},
	{"month-7", "July", "juillet"},
	{"month-8", "August", "août"},
	{"month-9", "September", "septembre"},
	{"month-10", "October", "octobre"},
	{"month-11", "November", "novembre"},
	{"month-12", "December", "décembre"},
}
