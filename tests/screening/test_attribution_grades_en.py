"""Grades of figures in English copy: every way a sentence names its source, hedges, or names nobody."""

import pytest

from tests.screening.speaking import grade_of


@pytest.mark.parametrize(
    "marked",
    [
        "At least [12] people were killed in the blast, police said on Monday.",
        "The death toll has risen to [45], the health ministry announced.",
        "[Three] miners died, the company confirmed in a statement posted on its website.",
        "Maria Hollis, a spokeswoman for the fire service, said [two] firefighters had been hurt.",
        "“We have recovered [nine] bodies,” said fire chief Tom Arden.",
        "“We have recovered nine bodies. There are [four] more under the roof,” Arden told reporters at the scene.",
        "“We have recovered nine bodies,” Arden said. “There are [four] more under the roof.”",
        "According to the Red Cross, [30] people are missing.",
        "[Thirty] people are missing, according to Red Cross figures.",
        "The governor, who flew over the area, put the number of dead at [17].",
        "The coast guard's latest count is [22] dead.",
        "In its weekly bulletin, the WHO reported [140] deaths from cholera.",
        "[Six] killed in market fire: police",
        "[Six] killed in market fire – mayor",
        "Mayor: [six] killed in market fire",
        "A police statement said [five] officers were wounded.",
        "He was charged with killing [three] students.",
        "Two brothers were convicted of the murder of [four] shopkeepers.",
        "Police blamed the group for the bombing that killed [20] people.",
        "The army said it had killed 40 insurgents and captured [seven].",
        "The ministry's spokesman, Colonel Ravi Dolan, told state television that [eleven] soldiers had died.",
        "The airline confirmed that [two] of its crew were among the dead.",
        "Amnesty International has documented the killing of [57] protesters.",
        "The attack, in which [nine] people died, was the work of separatists, the interior minister said.",
        "The hospital had received [31] bodies, its director said.",
        "Writing on X, the mayor said [three] people had drowned.",
        "The United Nations estimates that [2,000] civilians have died since May.",
        "As the coroner told the hearing, [four] of the victims had been asleep.",
        "[Two] people died, Reuters reported, citing the governor.",
        "The BBC reported that [eight] people had been killed.",
        "Data from the ministry show [311] deaths last year.",
        "The toll, the prefect added, stood at [19].",
        "Doctors Without Borders said its teams had treated [70] wounded.",
        "The prosecutor said that the driver, who had been drinking, lost control, killing [three].",
        (
            "[Eight] hikers died on the mountain over the weekend, the cantonal police said in a "
            "statement on Monday, among them two guides."
        ),
        "Eight hikers died over the weekend, the cantonal police said in a statement on Monday, [two] of them guides.",
        "The mayor told a news conference on Tuesday that the search for [14] missing workers would go on.",
        "Kenya's Red Cross has counted [33] dead since the rains began.",
        "The fire brigade initially spoke of [three] victims.",
        "Hospital director Lena Okafor confirmed [five] deaths.",
        "[Five] people died, said Lena Okafor, the hospital's director.",
        "[Five] people died, said Okafor.",
        "Ms Okafor, 52, who runs the clinic, says she has buried [five] patients.",
        "The ministry denied having lost a helicopter but acknowledged [two] wounded.",
        '"They shot [two] of my cousins," Amina Yusuf, a teacher, said by telephone.',
        "The insurgents, it said, had lost [40] men. The defence ministry gave no further details.",
        "State news agency SANA quoted a police chief as saying [four] people were hurt.",
        "Police have arrested a man suspected of killing [five] people.",
        "In a report published on Thursday, Human Rights Watch said [86] villagers had been executed.",
        "Prime Minister Oskar Lindh said on Friday that [three] Danes were among the dead.",
        "Lindh also said [three] Danes were among the dead.",
        "The watchdog found that [12] patients had died because of delays.",
        "The toll of [38] was given by the civil defence agency.",
        "A spokesman for the rebels claimed to have killed [15] soldiers.",
        "[Fifteen] soldiers were killed in the ambush, the rebels claimed.",
        "The interior ministry said a bomb went off at a checkpoint. It added that [three] guards were killed.",
        "The army issued a statement on Friday. The statement said [nine] soldiers were killed.",
        "Governor Ana Reyes toured the area. She said [nine] people were missing.",
        (
            "KHERVILLE, May 3 - [Nineteen] people were killed when a ferry sank off the coast on "
            "Sunday, the maritime authority said, revising an earlier figure."
        ),
        "“[Nineteen],” the harbour master, Joao Belem, answered when asked how many had died.",
        "The harbour master, Joao Belem, asked how many had died, answered: “[Nineteen].”",
        "Asked about the dead, Belem gave a figure of [19].",
        "Belem's office later corrected the toll to [18].",
        "“[Two] of my sons are dead,” she said, holding a photograph.",
        "Ana Torv was in the second boat. “[Two] of my sons are dead,” she said.",
        "The union, which represents 4,000 miners, said [six] of its members had died underground since January.",
        "Police in the capital, Arvenia, said on Tuesday that [five] suspects had been shot.",
        "Shelling killed [four] in the suburb of Merrin, the regional governor wrote on Telegram.",
        "Shelling killed four in the suburb of Merrin, the regional governor wrote on Telegram, and wounded [nine].",
        "In Merrin, shelling killed [four], the governor said, while a drone hit a school bus.",
        "Army chief Gen. Dario Venn told parliament the operation had cost [31] lives.",
        "[Twenty] dead in market blast, Red Crescent says",
        "Red Crescent says [twenty] dead in market blast",
        "Drone strike kills [six], says governor",
        "Dam burst: army says [six] soldiers among dead",
        "A judge sentenced Tomas Reel, 34, to life in prison for the murders of [two] sisters.",
        "Reel, who killed [two] sisters in 2021, pleaded guilty to manslaughter, prosecutors said.",
        "Prosecutors allege that Reel killed [two] sisters in 2021.",
        "Reel is accused of driving the car that killed [two] sisters.",
        "The inquest heard that [two] sisters were in the back seat.",
        "The bridge where [nine] people died is to be demolished, the council said last year.",
        (
            "The company said in a filing on Monday that the explosion, which injured [16] workers, "
            "would cost it $40 million."
        ),
        "An internal army report, seen by this newspaper, lists 112 desertions and [61] deaths.",
        "Lawyers for the families say [61] conscripts died.",
        "The foundation counted 75 attacks last year in which [61] reporters died.",
        "It is the deadliest attack since 2019, when [34] people died, according to the Conflict Data Institute.",
        "Neither side gave figures, but the Crisis Monitor, a think tank, estimates [1,200] deaths.",
        "The ministry spokeswoman added that [34] people were being treated, four of them in intensive care.",
        "The spokeswoman added that 34 people were being treated, [four] of them in intensive care.",
        "President Karel Oba declared three days of mourning for what he called “the murder of [34] innocents”.",
        "[Thirty-four] people have died so far, he told reporters. Governor Liu Brandt had flown in at dawn.",
        "Police Say [Six] Killed in Raid",
        "[Six] Killed in Market Fire, Police Say",
        "SIX KILLED IN RAID, [NINE] HURT - POLICE",
        "[Six] people died, the Herald newspaper reported, quoting police sources.",
        "The death toll from the quake stands at [600], according to the disaster agency.",
        "The disaster agency's spokesman Budi Santo told reporters in Padang on Monday that [600] had died.",
        "Search crews have found [six] bodies so far, Sheriff Amy Cole said at a news briefing.",
        "Cole said crews were searching for [six] others who remain missing.",
        "Of the 40 people on board, [six] survived with burns, the coast guard said.",
        "“There are [six] dead and we expect more,” the premier told parliament.",
        "The militants claimed responsibility for the bombing in a statement, saying it killed [six] soldiers.",
        "Israel says [six] hostages are still held in the tunnels.",
        "Health ministry: [six] dead in overnight strikes",
        "[Six] people were injured, two seriously, ambulance service says",
        "The Ministry of Health said in a daily update that [six] patients had died in the past 24 hours.",
        "The mine's owner, Brill Mining, confirmed [six] fatalities.",
        "Brill Mining confirmed [six] fatalities, and its shares fell.",
        "She said, her voice breaking, that [six] of her pupils were dead. The teacher, Ana Brill, had run back in.",
        "The bus driver was among the [six] dead, police added.",
        "Twelve people have died since January, [six] of them in May, the ministry's website shows.",
        "“I saw [six] bodies,” recalled Brill, the first to arrive.",
    ],
)
def test_a_source_one_could_call_back_is_named(marked: str) -> None:
    assert grade_of(marked, "en") == "named"


@pytest.mark.parametrize(
    "marked",
    [
        "Witnesses said [five] people were shot.",
        "[Five] people were shot, witnesses told Reuters.",
        "Local media reported [12] dead.",
        "A security official, speaking on condition of anonymity, said [four] agents were killed.",
        "Two diplomats put the number of dead at [60].",
        "Residents reached by phone spoke of [thirty] bodies in the streets.",
        "[Nine] people were killed, according to officials.",
        "[Nine] people were killed, a hospital source said.",
        "Unconfirmed reports said [six] people had died.",
        "One survivor, who asked not to be identified, said she had counted [14] bodies.",
        "“I saw [three] dead,” said a shopkeeper.",
        "Sources close to the rebels said they had lost [ten] men.",
        "An earlier count put the dead at [8].",
        "Officials have said [three] people remain missing.",
        "[Two] people were hurt, health officials in the region said late on Sunday.",
        "[Two] people were hurt, according to preliminary reports.",
        "Some [40] people drowned, survivors who reached the shore told aid workers.",
        (
            "A doctor at the main hospital, who was not authorised to speak to the press, said [nine] "
            "patients had died overnight."
        ),
        "Villagers say soldiers shot [four] farmers.",
        "Authorities said [two] people were missing.",
        "“They killed [two] of us,” one protester said.",
        "[Seven] people drowned, according to local authorities, who blamed the weather.",
        "A medic said the ward was full. He said [two] children had died.",
        "A source at the airport said a jet had crashed. The same source said [five] people died.",
        (
            "KHERVILLE, May 3 - Nineteen people were killed, the maritime authority said, up from [12] "
            "reported by local media earlier in the day."
        ),
        "A European diplomat briefed on the matter said at least [40] people had been executed.",
        "Two people familiar with the inquiry said [three] technicians died instantly.",
        "Some residents put the figure as high as [90].",
        "“They buried [forty] in one day,” said one woman, who declined to give her name.",
        "Survivors described seeing [dozens] of bodies in the water.",
        "Hospital workers spoke of [20] dead.",
        "[Twenty] people died, hospital workers say.",
        "[Twenty] dead in market blast: officials",
        "[Twenty] dead in market blast, officials say",
        "Health authorities in the province of Lund reported [nine] deaths from the virus.",
        "Mediators from the African Union counted [75] bodies at the site.",
        "Reports from the area suggest that [34] people died.",
        "At least [six] people have been killed, according to a preliminary count by local officials.",
        "A senior defence official who briefed reporters put enemy losses at [600].",
        "[Six] workers died, said two people with knowledge of the accident.",
    ],
)
def test_a_source_nobody_could_call_back_is_unnamed(marked: str) -> None:
    assert grade_of(marked, "en") == "unnamed"


@pytest.mark.parametrize(
    "marked",
    [
        "[Six] people reportedly died in the raid.",
        "[Dozens] are feared dead after the ferry sank.",
        "[Three] of the crew are believed to have drowned.",
        "At least [ten] civilians were allegedly killed.",
        "[Four] people are thought to have died.",
        "The gunman apparently shot [two] people before fleeing.",
        "[Several] people were reported injured.",
        "As many as [30] people were said to be trapped and presumed dead.",
        "It is feared that [nine] climbers have perished.",
        "[Nine] climbers, believed to be dead, have not been found.",
        "Another [nine] climbers are presumed dead.",
        "The blast is said to have killed [nine] people.",
        "The blast has reportedly killed at least [nine].",
        "The militia allegedly executed [nine] prisoners.",
    ],
)
def test_doubt_without_a_source_is_a_hedge(marked: str) -> None:
    assert grade_of(marked, "en") == "hedged"


@pytest.mark.parametrize(
    "marked",
    [
        "[Twelve] people were killed when a bus overturned.",
        "[Twelve] people were killed in the town, where officials said roads were closed.",
        "The president condemned the attack that killed [12].",
        "The minister visited the families of the [12] victims.",
        "Firefighters pulled [five] bodies from the rubble.",
        "The blast killed [nine] people. Police have cordoned off the area.",
        "The storm, which forecasters said was the strongest in years, killed [8] people.",
        "[Forty] rebels were killed in strikes carried out by the army.",
        "[Three] people died on Friday. The mayor said the bridge would reopen.",
        "Police said the road would reopen. [Three] people died on Friday.",
        "The toll rose to [15] on Sunday.",
        "Hospitals treated [60] people for smoke inhalation.",
        "Investigators are trying to establish how [seven] people died.",
        "[Two] people were killed by police.",
        "The report, due in June, follows a crash that killed [nine] in 2019.",
        "Thousands marched in memory of the [43] students killed in the raid.",
        "The bridge, closed since a collapse that killed [six], reopens on Monday.",
        "PARIS (AFP) - A fire killed [six] people in a nursing home on Sunday.",
        "Photo: mourners carry one of the [six] dead. The fire broke out at dawn.",
        "The film, which critics called a masterpiece, is set after a plague has killed [thousands].",
        (
            "The ferry sank in minutes. [Nineteen] people died. “It was over before we understood,” "
            "said Ilya Brandt, who swam ashore."
        ),
        "Venn, whose troops lost [31] men, said the operation would go on.",
        "Drone strike kills [six] near border",
        "[Six] dead, dozens missing after dam bursts in Arvenia",
        "Reel's trial over the crash resumes on Monday. The crash killed [two] sisters.",
        "The militia executed [nine] prisoners. It denies any wrongdoing.",
        "Mourners buried [nine] miners on Thursday. Officials had promised an inquiry.",
        "Rescuers, helped by villagers, found [nine] bodies by nightfall.",
        "A doctor treated [nine] of the wounded in his kitchen.",
        "The president said he was sad. The fire has killed [34] people and destroyed a forest.",
        "The premier told parliament he was sad. [Six] people had died in the fire.",
        "The militants claimed responsibility for the bombing, which killed [six] soldiers.",
        "[Six] workers died in the accident, which an inquiry will examine.",
        "Brill Mining's shares fell after [six] workers died.",
    ],
)
def test_a_figure_that_nobody_vouches_for_stands_alone(marked: str) -> None:
    assert grade_of(marked, "en") == "none"
