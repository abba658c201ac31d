using System.Collections.Generic;
using UnityEngine;
using UnityEngine.EventSystems;

namespace VisualNovel
{
    /// <summary>Plays the story: takes what the reader does, and shows what comes of it.</summary>
    public sealed class StoryDirector : MonoBehaviour
    {
        [SerializeField] private StoryLibrary library;
        [SerializeField] private StageView stage;
        [SerializeField] private DialogueBox box;
        [SerializeField] private ChoiceMenu choices;
        [SerializeField] private Curtain curtain;
        [SerializeField] private Soundtrack soundtrack;
        [SerializeField] private SlotsPanel slots;
        [SerializeField] private SettingsPanel settings;
        [SerializeField] private BacklogPanel backlog;
        [SerializeField] private GameObject[] marks = new GameObject[0];
        [SerializeField] private string titleScene = "Start";

        private readonly Pace pace = new Pace();
        private Story story;
        private StoryPlayer player;

        private bool IsBusy
        {
            get
            {
                return curtain.IsMoving || slots.gameObject.activeSelf || settings.gameObject.activeSelf
                    || backlog.gameObject.activeSelf;
            }
        }

        /// <summary>A click or a key: the rest of the line first, then the next one.</summary>
        public void Continue()
        {
            if (IsBusy)
            {
                return;
            }

            pace.Stop();
            if (!box.IsDone)
            {
                box.Finish();
            }
            else
            {
                Advance();
            }
        }

        public void Auto()
        {
            pace.Toggle(Reading.Auto);
        }

        public void Skip()
        {
            pace.Toggle(Reading.Skip);
        }

        public void Log()
        {
            pace.Stop();
            backlog.Open(player.Backlog);
        }

        public void Save()
        {
            pace.Stop();
            slots.OpenToSave(slot => SaveShelf.Write(slot, player.Save()));
        }

        public void Load()
        {
            pace.Stop();
            slots.OpenToLoad(LoadFrom);
        }

        public void Settings()
        {
            pace.Stop();
            settings.Open();
        }

        private void Start()
        {
            story = StoryReader.Read(library.Chapter.text);
            choices.Chosen += Choose;
            Begin(SaveShelf.Pending);
            SaveShelf.Pending = null;
        }

        private void Begin(SaveGame game)
        {
            player = new StoryPlayer(story, Preferences.LoadRead());
            string reason = game == null ? null : player.Load(game);
            if (reason != null)
            {
                Debug.LogWarning("A saved game does not fit the story, which begins anew. " + reason);
                player = new StoryPlayer(story, Preferences.LoadRead());
            }

            choices.Close();
            EnterPlace();
        }

        private void Update()
        {
            marks[0].SetActive(pace.Mode == Reading.Auto);
            marks[1].SetActive(pace.Mode == Reading.Skip);
            if (IsBusy)
            {
                return;
            }

            if (!choices.IsOpen)
            {
                // A key that goes on must not press the button that was clicked last as well.
                EventSystem.current.SetSelectedGameObject(null);
            }

            ReadKeys();
            float speed = pace.Hurries(player.WasRead) ? 0f : Preferences.LettersPerSecond;
            box.Tick(Time.deltaTime, speed);
            OfferChoices();
            float patience = Mathf.Lerp(0.4f, 1.8f, Preferences.Patience);
            if (pace.Tick(Time.deltaTime, box.IsDone, player.WasRead, player.Text.Length, patience))
            {
                Advance();
            }
        }

        // The one place that knows the keys; replace it to use the Input System.
        private void ReadKeys()
        {
            if (Input.GetKeyDown(KeyCode.Space) || Input.GetKeyDown(KeyCode.Return))
            {
                Continue();
            }
            else if (Input.GetKeyDown(KeyCode.A))
            {
                Auto();
            }
            else if (Input.GetKeyDown(KeyCode.S))
            {
                Skip();
            }
            else if (Input.GetKeyDown(KeyCode.L) || Input.mouseScrollDelta.y > 0f)
            {
                Log();
            }
        }

        private void OfferChoices()
        {
            if (box.IsDone && player.Choices.Count > 0 && !choices.IsOpen)
            {
                pace.Stop();
                SaveShelf.Write(SaveShelf.AutoSlot, player.Save());
                Preferences.SaveRead(player.Read);
                List<string> texts = player.Choices.ConvertAll(each => Expression.Fill(each.Text, player.Variables));
                choices.Open(texts, stage.FreeSide(player.Stage));
            }
        }

        private void Choose(int number)
        {
            if (!IsBusy)
            {
                choices.Close();
                player.Choose(number);
                Follow();
            }
        }

        private void Advance()
        {
            if (player.HasEnded)
            {
                Preferences.SaveRead(player.Read);
                curtain.LoadScene(titleScene);
            }
            else if (player.Choices.Count == 0)
            {
                player.Advance();
                Follow();
            }
        }

        private void LoadFrom(int slot)
        {
            if (SaveShelf.TryRead(slot, out SaveGame game, out string reason))
            {
                curtain.Close(() => Begin(game));
            }
        }

        /// <summary>Shows where the story went; another place only behind the curtain.</summary>
        private void Follow()
        {
            if (player.HasEnded)
            {
                box.Say("", Color.white, "End of chapter one: " + player.Ending + ".");
            }
            else if (player.Stage.Background != stage.Background)
            {
                curtain.Close(() =>
                {
                    Preferences.SaveRead(player.Read);
                    EnterPlace();
                });
            }
            else
            {
                ShowLine();
            }
        }

        private void EnterPlace()
        {
            stage.ShowPlace(player.Stage.Background);
            ShowLine();
            stage.Settle();
        }

        private void ShowLine()
        {
            StoryLine line = player.Line;
            string who = line == null ? "" : line.Who;
            bool isKnown = story.Characters.TryGetValue(who, out StoryCharacter speaker);
            box.Say(isKnown ? speaker.Name : "", isKnown ? ColourOf(speaker) : Color.white, player.Text);
            stage.ShowPeople(player.Stage, who);
            soundtrack.PlayMusic(player.Stage.Music);
            pace.BeginLine();
            if (line != null && line.Sound.Length > 0)
            {
                soundtrack.PlaySound(line.Sound);
            }
        }

        private static Color ColourOf(StoryCharacter speaker)
        {
            return ColorUtility.TryParseHtmlString("#" + speaker.Colour, out Color colour) ? colour : Color.white;
        }
    }
}
